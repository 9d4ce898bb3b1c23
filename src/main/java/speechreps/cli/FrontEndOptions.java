package speechreps.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.extract.KaldiFeature;
import speechreps.extract.Recipe;
import speechreps.kaldi.KaldiConf;
import speechreps.storage.Storage;

/** Options of Kaldi's front ends. Fields are filled by picocli. */
final class FrontEndOptions {
  private static final String CONFIG = "A Kaldi configuration file, lines of --key=value, for the ";

  @Option(
      names = "--fbank-config",
      paramLabel = "FILE",
      description = CONFIG + "filter banks, also those that a model takes.")
  @Nullable String fbankConfig;

  @Option(names = "--mfcc-config", paramLabel = "FILE", description = CONFIG + "cepstra.")
  @Nullable String mfccConfig;

  @Option(
      names = "--spectrogram-config",
      paramLabel = "FILE",
      description = CONFIG + "spectrograms.")
  @Nullable String spectrogramConfig;

  @Option(
      names = "--feature-option",
      paramLabel = "KEY=VALUE",
      description =
          "A single option of the front end by Kaldi's name, such as num-mel-bins=80; wins over the"
              + " file. May be repeated.")
  Map<String, String> single = new TreeMap<>();

  @Option(
      names = "--dither",
      paramLabel = "D",
      description =
          "Noise added before the spectrum, on the int16 scale; Kaldi's own default is 1. Drawn from"
              + " a generator seeded by the utterance's id, so results stay reproducible. Default:"
              + " none.")
  @Nullable Float dither;

  /**
   * All options by Kaldi's names.
   *
   * @param model for messages
   * @param feature the type that the model is, or takes
   * @throws IllegalArgumentException when one is unknown, with its file and line, or when the model
   *     computes no features
   */
  Map<String, String> options(String model, KaldiFeature feature) throws IOException {
    refuseOther(fbankConfig, "--fbank-config", feature, KaldiFeature.FBANK);
    refuseOther(mfccConfig, "--mfcc-config", feature, KaldiFeature.MFCC);
    refuseOther(spectrogramConfig, "--spectrogram-config", feature, KaldiFeature.SPECTROGRAM);
    Map<String, String> options = new TreeMap<>();
    String config =
        switch (feature) {
          case FBANK -> fbankConfig;
          case MFCC -> mfccConfig;
          case SPECTROGRAM -> spectrogramConfig;
        };
    if (config != null) {
      read(config, feature, options);
    }
    single.forEach(
        (key, value) -> options.put(known(key, feature, "--feature-option " + key), value));
    if (dither != null) {
      options.put("dither", dither.toString());
    }
    if (model.equals(Recipe.COPY) && !options.isEmpty()) {
      throw new IllegalArgumentException(
          "--model copy computes no features: it has no option "
              + options.keySet().iterator().next());
    }
    return options;
  }

  private static void read(String file, KaldiFeature feature, Map<String, String> options) {
    for (KaldiConf.Option option : conf(file).options()) {
      options.put(known(option.key(), feature, file + ":" + option.line()), option.value());
    }
    // Kaldi's tools dither unless told otherwise; reproducible features are the rule here.
    options.putIfAbsent("dither", "0");
  }

  static KaldiConf conf(String file) {
    Storage storage = new Storage(new Configuration());
    try {
      if (!storage.exists(file)) {
        throw new IllegalArgumentException("no such configuration file (" + file + ")");
      }
      return KaldiConf.read(storage.source(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the configuration file cannot be read: " + e.getMessage(), e);
    }
  }

  private static String known(String name, KaldiFeature feature, String origin) {
    String key = name.replace('_', '-');
    if (!feature.optionKeys().contains(key)) {
      throw new IllegalArgumentException(
          "unknown option " + key + " of " + feature.modelName() + " (" + origin + ")");
    }
    return key;
  }

  private static void refuseOther(
      @Nullable String given, String option, KaldiFeature feature, KaldiFeature fitting) {
    if (given != null && feature != fitting) {
      throw new IllegalArgumentException(
          option + " cannot be combined with features of type " + feature.modelName());
    }
  }
}
