package speechreps.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.extract.CmvnScope;
import speechreps.extract.Pooling;
import speechreps.extract.Precision;
import speechreps.extract.Reduction;
import speechreps.job.OutputSpec;
import speechreps.sink.ArchiveType;
import speechreps.sink.OutputFormat;

/** Where to write, and when a run counts as failed. Fields are filled by picocli. */
final class OutputOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The output folder. Local, hdfs:// or s3a://.")
  @Nullable String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "PARQUET",
      description =
          "PARQUET: one row an utterance. ARK: Kaldi archives and one feats.scp. Default:"
              + " ${DEFAULT-VALUE}.")
  OutputFormat format = OutputFormat.PARQUET;

  @Option(
      names = "--ark-type",
      paramLabel = "TYPE",
      description =
          "Matrices in archives: float, double, text, or Kaldi's compression methods cm1 to cm7."
              + " Default: float.")
  @Nullable ArchiveType arkType;

  @Option(
      names = "--scp-prefix",
      paramLabel = "DIR",
      description =
          "What scp files name instead of the output folder, for archives that will be read from"
              + " elsewhere.")
  @Nullable String scpPrefix;

  @Option(
      names = "--write-cmvn",
      paramLabel = "SCOPE",
      description =
          "Also write CMVN statistics of the features before normalisation, as compute-cmvn-stats"
              + " does: by utterance or speaker to cmvn.ark and cmvn.scp, or global to"
              + " global_cmvn.stats.")
  @Nullable CmvnScope writeCmvn;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "Keep every Nth frame of the result, from the first. Default: all.")
  int every;

  @Option(
      names = "--pool",
      paramLabel = "HOW",
      defaultValue = "NONE",
      description =
          "One vector an utterance: mean, or mean+std (means, then standard deviations) of the frames"
              + " that are kept. Default: none.")
  Pooling pool = Pooling.NONE;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "FP32",
      description =
          "How Parquet stores frames: fp32, or fp16, half the size; the ledger counts values that"
              + " become infinite. Default: fp32.")
  Precision precision = Precision.FP32;

  @Option(
      names = "--overwrite",
      description = "Replace the output of an earlier run. Other files are never deleted.")
  boolean overwrite;

  @Option(
      names = "--shard-seconds",
      paramLabel = "S",
      description =
          "Seconds of audio in one shard, the unit of work and of commit. Default: what gives about"
              + " 1 GB of features, an hour at most.")
  @Nullable Double shardSeconds;

  @Option(
      names = "--max-failures",
      paramLabel = "N|P%%",
      description =
          "Exit with code 1 when more utterances fail: a count, or a share such as 0.5%%. Default:"
              + " failures are reported, only a run without any success fails.")
  @Nullable String maxFailures;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "0",
      description = "Print the first N rows of the result at the end. Default: ${DEFAULT-VALUE}.")
  int show;

  /**
   * What is kept of a result.
   *
   * @param single whether it goes into a NumPy file
   * @throws IllegalArgumentException when options contradict each other
   */
  Reduction reduction(boolean single) {
    if (precision == Precision.FP16 && (single || format == OutputFormat.ARK)) {
      throw new IllegalArgumentException(
          "--precision fp16 needs Parquet: Kaldi's archives have no half precision (--ark-type cm1"
              + " is smaller still), and --out-npy is float32");
    }
    if (pool != Pooling.NONE && arkType != null && arkType != ArchiveType.FLOAT) {
      throw new IllegalArgumentException(
          "--ark-type is for matrices: with --pool archives hold vectors in single precision");
    }
    return new Reduction(every, pool, precision);
  }

  /**
   * What these options ask for.
   *
   * @throws IllegalArgumentException when options contradict each other
   */
  OutputSpec spec(String folder) {
    if (arkType != null && format != OutputFormat.ARK) {
      throw new IllegalArgumentException("--ark-type needs --format ark");
    }
    if (writeCmvn != null
        && writeCmvn != CmvnScope.UTTERANCE
        && writeCmvn != CmvnScope.SPEAKER
        && writeCmvn != CmvnScope.GLOBAL) {
      throw new IllegalArgumentException(
          "--write-cmvn must be utterance, speaker or global, got " + writeCmvn);
    }
    return new OutputSpec(
        folder,
        format,
        arkType == null ? ArchiveType.FLOAT : arkType,
        scpPrefix,
        writeCmvn,
        overwrite);
  }
}
