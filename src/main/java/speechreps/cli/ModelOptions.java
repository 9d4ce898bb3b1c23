package speechreps.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.extract.CmvnMode;
import speechreps.extract.Featurizer;
import speechreps.extract.KaldiFeature;
import speechreps.extract.Recipe;
import speechreps.extract.ResamplePolicy;

/** What to compute. Fields are filled by picocli. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model: decoar (needs --params), or fbank for Kaldi's filter banks alone.")
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

  @Option(
      names = "--dither",
      paramLabel = "D",
      defaultValue = "0",
      description =
          "Noise added before the spectrum, on the int16 scale; Kaldi's own default is 1. Drawn from"
              + " a generator seeded by the utterance's id, so results stay reproducible. Default:"
              + " ${DEFAULT-VALUE}.")
  float dither;

  /**
   * What these options ask for.
   *
   * @throws IllegalArgumentException when one is wrong
   */
  Recipe recipe(String name) {
    if (KaldiFeature.of(name) == null && !Featurizer.encoderNames().contains(name)) {
      Set<String> names = new TreeSet<>(Featurizer.encoderNames());
      for (KaldiFeature feature : KaldiFeature.values()) {
        names.add(feature.modelName());
      }
      throw new IllegalArgumentException(
          "unknown --model " + name + ", expected one of " + String.join(", ", names));
    }
    return new Recipe(
        name, Map.of("dither", Float.toString(dither)), CmvnMode.NONE, resample, channelNumber());
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
