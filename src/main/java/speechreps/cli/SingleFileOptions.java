package speechreps.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One file in, one file out, without Spark. Fields are filled by picocli. */
final class SingleFileOptions {
  @Option(
      names = "--in-wav",
      paramLabel = "FILE",
      description = "One recording to featurize, instead of a manifest. Spark is not started.")
  @Nullable String inWav;

  @Option(
      names = "--out-npy",
      paramLabel = "FILE",
      description = "The NumPy file to write: float32, C order, [frames x dim].")
  @Nullable String outNpy;
}
