package speechreps.cli;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.extract.Featurizer;
import speechreps.extract.InputKind;
import speechreps.extract.KaldiFeature;
import speechreps.extract.Recipe;
import speechreps.extract.ResamplePolicy;

/** What to compute. Fields are filled by picocli. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model: decoar (needs --params), or Kaldi's own fbank, mfcc, spectrogram.")
  @Nullable String model;

  @Option(
      names = "--params",
      paramLabel = "PATH",
      description =
          "The model's published parameter file, read as it is. Local, hdfs:// or s3a://; see"
              + " artifacts/README.md.")
  @Nullable String params;

  @Option(
      names = "--gpu",
      paramLabel = "N",
      description =
          "Compute on GPU number N. Where Spark assigns GPUs to tasks, its assignment wins. Default:"
              + " the CPU.")
  @Nullable Integer gpu;

  @Option(
      names = "--resample",
      paramLabel = "POLICY",
      defaultValue = "ERROR",
      description =
          "Recordings at another rate than the model's: ERROR makes them failures with a reason, AUTO"
              + " converts them. Default: ${DEFAULT-VALUE}.")
  ResamplePolicy resample = ResamplePolicy.ERROR;

  @Option(
      names = "--channel",
      paramLabel = "C",
      description =
          "The channel of recordings that have several: a number from 0, or mix for their mean."
              + " Default: channel 0, with a warning in the ledger.")
  @Nullable String channel;

  /**
   * What these options ask for.
   *
   * @throws IllegalArgumentException when one is wrong
   * @throws IOException when a configuration file cannot be read
   */
  Recipe recipe(String name, FrontEndOptions frontEnd, CmvnArguments normalisation)
      throws IOException {
    KaldiFeature feature = KaldiFeature.of(name);
    if (feature == null && !Featurizer.encoderNames().contains(name)) {
      Set<String> names = new TreeSet<>(Featurizer.encoderNames());
      for (KaldiFeature known : KaldiFeature.values()) {
        names.add(known.modelName());
      }
      throw new IllegalArgumentException(
          "unknown --model " + name + ", expected one of " + String.join(", ", names));
    }
    if (feature == null && normalisation.any()) {
      throw new IllegalArgumentException(
          "--model "
              + name
              + " has its own normalisation: --cmvn, --cmvn-stats, --norm-vars and"
              + " --delta-order are for Kaldi features");
    }
    Recipe plain = Recipe.of(name);
    return new Recipe(
        name,
        InputKind.AUDIO,
        frontEnd.options(feature == null ? KaldiFeature.FBANK : feature),
        feature == null ? plain.cmvn() : normalisation.cmvn(),
        normalisation.deltas(),
        resample,
        channelNumber());
  }

  private @Nullable Integer channelNumber() {
    if (channel == null) {
      return null;
    }
    if (channel.equals("mix")) {
      return Recipe.MIX;
    }
    if (!channel.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "--channel must be a number from 0, or mix, got " + channel);
    }
    return Integer.valueOf(channel);
  }
}
