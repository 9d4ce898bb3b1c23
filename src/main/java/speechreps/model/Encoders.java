package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.model.mxnet.MxnetRuntime;

/** The models there are, by name. */
public final class Encoders {
  private static final String DECOAR = "decoar";

  private Encoders() {}

  /** The names of all models. */
  public static Set<String> names() {
    return new TreeSet<>(Set.of(DECOAR));
  }

  /**
   * Loads a model. The caller closes it.
   *
   * @throws IOException when the parameter file is missing, damaged, or of another model: the
   *     message names the file, the array, and what was expected
   * @throws IllegalArgumentException when there is no such model or no such GPU
   */
  public static Encoder load(EncoderConfig config) throws IOException {
    return switch (config.model()) {
      case DECOAR -> loadDecoar(config);
      default -> throw unknown(config.model());
    };
  }

  /**
   * Checks a parameter file and tells what its model would take and give. No engine is started.
   *
   * @throws IOException as {@link #load}
   * @throws IllegalArgumentException when there is no such model
   */
  public static EncoderSpec inspect(String model, String paramsLocation) throws IOException {
    return switch (model) {
      case DECOAR -> DecoarEncoder.specOf(model, decoarWeights(paramsLocation));
      default -> throw unknown(model);
    };
  }

  private static IllegalArgumentException unknown(String model) {
    return new IllegalArgumentException("unknown model " + model + ": expected one of " + names());
  }

  private static DecoarWeights decoarWeights(String paramsLocation) throws IOException {
    return DecoarWeights.of(MxnetParamsReader.read(Path.of(paramsLocation)));
  }

  private static Encoder loadDecoar(EncoderConfig config) throws IOException {
    // The file first: it is checked in milliseconds, the engine takes seconds to start.
    DecoarWeights weights = decoarWeights(config.paramsLocation());
    MxnetRuntime runtime = MxnetRuntime.start(config.engineThreads());
    return DecoarEncoder.load(runtime, config, weights);
  }
}
