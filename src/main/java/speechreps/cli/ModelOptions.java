package speechreps.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.extract.CmvnScope;
import speechreps.extract.Featurizer;
import speechreps.extract.InputKind;
import speechreps.extract.KaldiFeature;
import speechreps.extract.Recipe;
import speechreps.extract.Reduction;
import speechreps.extract.ResamplePolicy;
import speechreps.kaldi.KaldiConf;
import speechreps.model.Compute;
import speechreps.model.EncoderOptions;
import speechreps.model.EngineKind;
import speechreps.model.LongAudio;
import speechreps.storage.Storage;

/** What to compute. Fields are filled by picocli. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model: bertphone, decoar, decoar2, wav2vec or torchscript, which need --params;"
              + " Kaldi's own fbank, mfcc, spectrogram; or copy, which passes on the features of a"
              + " feats.scp, normalised if --cmvn or --delta-order say so.")
  @Nullable String model;

  @Option(
      names = "--params",
      paramLabel = "PATH",
      description =
          "The model's published parameter file, read as it is. Local, hdfs:// or s3a://; see"
              + " artifacts/README.md.")
  @Nullable String params;

  @Option(
      names = "--model-conf",
      paramLabel = "FILE",
      description =
          "Describes a model that its own file does not: lines of --key=value, see README.")
  @Nullable String modelConf;

  @Option(
      names = "--layer",
      paramLabel = "L",
      description =
          "Which output of the model. Transformers: last, a number from 0 (what goes into the first"
              + " layer), several such as 3,6,9, or all, side by side in ascending order. wav2vec: c"
              + " (context) or z (local). Default: the last.")
  @Nullable String layer;

  @Option(
      names = "--heads",
      paramLabel = "N",
      description =
          "Attention heads, which no file of the published transformers tells. Default: 12.")
  @Nullable Integer heads;

  @Option(
      names = "--long-audio",
      paramLabel = "HOW",
      description =
          "Utterances longer than the model can take at once: exact, windows (which overlap; each"
              + " frame from the window in which it lies most central), clip-positions (as MXNet did"
              + " for BERTphone), or error. The default and what there is depend on the model.")
  @Nullable LongAudio longAudio;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "What computes the model: mxnet or pytorch. Default: that of its file.")
  @Nullable EngineKind engine;

  @Option(
      names = "--compute",
      paramLabel = "PRECISION",
      defaultValue = "FP32",
      description =
          "Precision of the arithmetic: fp32, or bf16, which is faster and keeps three digits."
              + " Default: fp32.")
  Compute compute = Compute.FP32;

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
  Recipe recipe(
      String name, FrontEndOptions frontEnd, CmvnArguments normalisation, Reduction reduction)
      throws IOException {
    Map<String, String> conf = conf();
    Recipe plain = Recipe.of(name);
    if (plain.needsEncoder() && !Featurizer.encoderNames().contains(name)) {
      throw unknownModel(name);
    }
    EncoderOptions encoder = new EncoderOptions(layer, heads, longAudio, engine, compute, conf);
    if (!plain.needsEncoder() && !encoder.equals(EncoderOptions.DEFAULTS)) {
      throw new IllegalArgumentException(
          "--model "
              + name
              + " has no encoder: it has no option --"
              + encoder.describe().keySet().iterator().next());
    }
    if (!plain.needsEncoder() && normalisation.scope == CmvnScope.MODEL) {
      throw new IllegalArgumentException(
          "--cmvn model needs a model with an encoder, got --model " + name);
    }
    return new Recipe(
        name,
        InputKind.AUDIO,
        frontEnd.options(name, Featurizer.featureOf(name, encoder)),
        plain.needsEncoder() && !normalisation.anyCmvn() ? plain.cmvn() : normalisation.cmvn(),
        normalisation.deltas(),
        resample,
        channelNumber(),
        encoder,
        reduction);
  }

  private Map<String, String> conf() {
    Map<String, String> lines = new TreeMap<>();
    if (modelConf != null) {
      for (KaldiConf.Option option : FrontEndOptions.conf(modelConf).options()) {
        lines.put(option.key(), option.value());
      }
      inlineFrontEnd(modelConf, lines);
    }
    return lines;
  }

  /** Executors see values, not files: those of the front end travel along. */
  private static void inlineFrontEnd(String modelConf, Map<String, String> lines) {
    String frontEnd = lines.remove("frontend-config");
    if (frontEnd != null) {
      String file = Storage.resolve(Storage.parent(modelConf), frontEnd);
      for (KaldiConf.Option option : FrontEndOptions.conf(file).options()) {
        lines.put("frontend." + option.key(), option.value());
      }
      lines.putIfAbsent("frontend.dither", "0");
    }
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
