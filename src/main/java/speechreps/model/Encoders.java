package speechreps.model;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The models there are, by name. */
public final class Encoders {
  private static final Map<String, Architecture> ARCHITECTURES =
      new TreeMap<>(
          Map.of(
              "bertphone", new BertphoneArchitecture(),
              "decoar", new DecoarArchitecture(),
              "decoar2", new Decoar2Architecture(),
              "torchscript", new TorchScriptArchitecture(),
              "wav2vec", new Wav2vecArchitecture()));

  private Encoders() {}

  /** The names of all models. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(ARCHITECTURES.keySet());
  }

  /**
   * Loads a model. The caller closes it.
   *
   * @throws IOException when the parameter file is missing, damaged, or of another model: the
   *     message names the file, the array, and what was expected
   * @throws IllegalArgumentException when there is no such model, option or GPU
   */
  public static Encoder load(EncoderConfig config) throws IOException {
    return architecture(config.model()).load(config);
  }

  /**
   * Checks a parameter file and tells what its model would take and give. No engine is started.
   *
   * @throws IOException as {@link #load}
   * @throws IllegalArgumentException when there is no such model or option
   */
  public static EncoderSpec inspect(EncoderConfig config) throws IOException {
    return architecture(config.model()).inspect(config);
  }

  /**
   * The type of Kaldi features that a model takes, as in {@link ModelInput.Features}; another word
   * when it takes none.
   */
  public static String featureType(String model, EncoderOptions options) {
    return architecture(model).featureType(options);
  }

  private static Architecture architecture(String model) {
    Architecture architecture = ARCHITECTURES.get(model);
    if (architecture == null) {
      throw new IllegalArgumentException("unknown model " + model + ": expected one of " + names());
    }
    return architecture;
  }
}
