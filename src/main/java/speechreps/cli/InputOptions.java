package speechreps.cli;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.corpus.ManifestForm;
import speechreps.extract.Commands;

/** What to read. Fields are filled by picocli. */
final class InputOptions {
  @Option(
      names = "--manifest",
      paramLabel = "PATH",
      description = {
        "The corpus: a text list of audio paths, a Kaldi wav.scp, a Kaldi data directory, a folder of"
            + " audio files, or features that were computed before: a feats.scp, or a data directory"
            + " without wav.scp. Local, hdfs:// or s3a://."
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

  @Option(
      names = "--allow-commands",
      description =
          "Run commands in an scp that are not recognised, with /bin/sh. The usual"
              + " calls of flac, sph2pipe, sox, ffmpeg, wav-copy, cat and gunzip need no permission:"
              + " what they do is done without running them. Allow only commands that you trust.")
  boolean allowCommands;

  @Option(
      names = "--command-timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "When such a command is ended by force. Default: ${DEFAULT-VALUE}.")
  long commandTimeoutSeconds = Commands.DEFAULT_TIMEOUT.toSeconds();

  /**
   * What is done with commands.
   *
   * @throws IllegalArgumentException when the timeout is none
   */
  Commands commands() {
    if (commandTimeoutSeconds < 1 || commandTimeoutSeconds > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "--command-timeout must be at least 1, got " + commandTimeoutSeconds);
    }
    return new Commands(allowCommands, Duration.ofSeconds(commandTimeoutSeconds), List.of());
  }
}
