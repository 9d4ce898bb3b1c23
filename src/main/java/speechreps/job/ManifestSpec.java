package speechreps.job;

import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestForm;
import speechreps.extract.Commands;

/**
 * What to read.
 *
 * @param location of the manifest: a file or a folder
 * @param form how to read it
 * @param root what relative paths in it are relative to, or null for the manifest's own rule
 * @param commands what is done with commands in it
 */
public record ManifestSpec(
    String location, ManifestForm form, @Nullable String root, Commands commands) {
  /** A manifest whose commands are not run. */
  public ManifestSpec(String location, ManifestForm form, @Nullable String root) {
    this(location, form, root, Commands.REFUSED);
  }
}
