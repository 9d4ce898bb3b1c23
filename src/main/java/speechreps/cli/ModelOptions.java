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
      description =
          "The model: decoar (needs --params); Kaldi's own fbank, mfcc, spectrogram; or copy, which"
              + " passes on the features of a feats.scp, normalised if --cmvn or --delta-order say so.")
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
          "Recordings at another rate than the model's: error makes them failures with a reason, auto"
              + " converts them, down and up only higher and only lower rates. Default: error.")
  ResamplePolicy resample = ResamplePolicy.ERROR;

  @Option(
      names = "--channel",
      paramLabel = "C",
      description =
          "The channel of recordings that have several: a number from 0; mix for their mean; or each,"
              + " which makes of every utterance ID an utterance ID-c0, ID-c1 and so on, also where"
              + " there is one channel only. A channel that the manifest names wins. Default: channel"
              + " 0, with a warning in the ledger.")
  @Nullable String channel;

  /**
   * What these options ask for.
   *
   * @throws IllegalArgumentException when one is wrong
   * @throws IOException when a configuration file cannot be read
   */
  Recipe recipe(String name, FrontEndOptions frontEnd, CmvnArguments normalisation)
      throws IOException {
    Recipe plain = Recipe.of(name);
    if (plain.needsEncoder() && !Featurizer.encoderNames().contains(name)) {
      throw unknownModel(name);
    }
    return new Recipe(
        name,
        InputKind.AUDIO,
        frontEnd.options(name),
        plain.needsEncoder() && !normalisation.anyCmvn() ? plain.cmvn() : normalisation.cmvn(),
        normalisation.deltas(),
        resample,
        channelNumber());
  }

  private static IllegalArgumentException unknownModel(String name) {
    Set<String> names = new TreeSet<>(Featurizer.encoderNames());
    names.add(Recipe.COPY);
    for (KaldiFeature known : KaldiFeature.values()) {
      names.add(known.modelName());
    }
    return new IllegalArgumentException(
        "unknown --model " + name + ", expected one of " + String.join(", ", names));
  }

  private @Nullable Integer channelNumber() {
    if (channel == null) {
      return null;
    }
    if (channel.equals("mix")) {
      return Recipe.MIX;
    }
    if (channel.equals("each")) {
      return Recipe.EACH;
    }
    if (!channel.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "--channel must be a number from 0, mix or each, got " + channel);
    }
    return Integer.valueOf(channel);
  }
}
