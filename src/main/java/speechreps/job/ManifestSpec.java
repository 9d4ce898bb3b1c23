package speechreps.job;

import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestForm;

/**
 * What to read.
 *
 * @param location of the manifest: a file or a folder
 * @param form how to read it
 * @param root what relative paths in it are relative to, or null for the manifest's own rule
 */
public record ManifestSpec(String location, ManifestForm form, @Nullable String root) {}
