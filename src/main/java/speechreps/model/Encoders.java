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
      default ->
          throw new IllegalArgumentException(
              "unknown model " + config.model() + ": expected one of " + names());
    };
  }

  private static Encoder loadDecoar(EncoderConfig config) throws IOException {
    // The file first: it is checked in milliseconds, the engine takes seconds to start.
    DecoarWeights weights =
        DecoarWeights.of(MxnetParamsReader.read(Path.of(config.paramsLocation())));
    MxnetRuntime runtime = MxnetRuntime.start(config.engineThreads());
    return DecoarEncoder.load(runtime, config, weights);
  }
}
