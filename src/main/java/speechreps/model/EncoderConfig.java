package speechreps.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which model to load, and onto what.
 *
 * @param model its name, one of {@link Encoders#names}
 * @param paramsLocation local path of its published parameter file
 * @param gpu number of the GPU to use, from 0; null for the CPU
 * @param engineThreads threads that one call of the engine may use, at least 1. All tasks of a
 *     process share one MXNet service thread, so there it should be the cores of the process; the
 *     number changes no bit of a result
 */
public record EncoderConfig(
    String model, String paramsLocation, @Nullable Integer gpu, int engineThreads)
    implements Serializable {
  /** Checks the numbers. */
  public EncoderConfig {
    if (engineThreads < 1) {
      throw new IllegalArgumentException("expected at least 1 engine thread, got " + engineThreads);
    }
    if (gpu != null && gpu < 0) {
      throw new IllegalArgumentException("expected a GPU number of 0 or more, got " + gpu);
    }
  }
}
