package speechreps.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which model to load, and onto what.
 *
 * @param model its name, one of {@link Encoders#names}
 * @param paramsLocation local path of its published parameter file
 * @param options the user's choices about it
 * @param gpu number of the GPU to use, from 0; null for the CPU
 * @param threads of the engine
 */
public record EncoderConfig(
    String model,
    String paramsLocation,
    EncoderOptions options,
    @Nullable Integer gpu,
    EngineThreads threads)
    implements Serializable {
  /** Checks the number. */
  public EncoderConfig {
    if (gpu != null && gpu < 0) {
      throw new IllegalArgumentException("expected a GPU number of 0 or more, got " + gpu);
    }
  }

  /** A model as it is by default, on one thread of the CPU. */
  public static EncoderConfig of(String model, String paramsLocation) {
    return new EncoderConfig(
        model, paramsLocation, EncoderOptions.DEFAULTS, null, EngineThreads.of(1));
  }

  /** The same with other choices. */
  public EncoderConfig with(EncoderOptions other) {
    return new EncoderConfig(model, paramsLocation, other, gpu, threads);
  }
}
