package speechreps.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.corpus.ManifestForm;

/** What to read. Fields are filled by picocli. */
final class InputOptions {
  @Option(
      names = "--manifest",
      paramLabel = "PATH",
      description = {
        "The corpus: a text list of audio paths, a Kaldi wav.scp, a Kaldi data directory, or a folder"
            + " of audio files. Local, hdfs:// or s3a://."
      })
  @Nullable String manifest;

  @Option(
      names = "--manifest-form",
      paramLabel = "FORM",
      defaultValue = "AUTO",
      description =
          "How to read the manifest: ${COMPLETION-CANDIDATES}. Default: found out from the manifest.")
  ManifestForm form = ManifestForm.AUTO;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "The folder that relative paths in the manifest are relative to, and that ids of a path"
              + " list or folder are made against.")
  @Nullable String root;
}
