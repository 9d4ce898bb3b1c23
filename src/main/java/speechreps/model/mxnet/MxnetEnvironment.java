package speechreps.model.mxnet;

import org.jspecify.annotations.Nullable;
import speechreps.model.natives.NativeEnvironment;

/** What MXNet reads from the process environment when it is loaded. */
final class MxnetEnvironment {
  static final String ENGINE_TYPE = "MXNET_ENGINE_TYPE";

  /** Operators run in the calling thread, one after the other. */
  static final String SYNCHRONOUS = "NaiveEngine";

  /**
   * MXNet keeps what it made for every shape it has met, buffers included: 1 GB after the attention
   * of some hundred lengths. Keeping fewer costs no time, since oneDNN keeps the kernels.
   */
  private static final String OPERATOR_CACHE = "MXNET_MKLDNN_CACHE_NUM";

  private static final String KEPT_SHAPES = "4";

  private MxnetEnvironment() {}

  /**
   * Prepares this process for loading MXNet.
   *
   * @throws IllegalStateException when MXNet is here already, with another engine
   */
  static void prepare(int engineThreads) {
    NativeEnvironment environment = new NativeEnvironment();
    if (NativeEnvironment.isLoaded("libmxnet.so")) {
      requireSynchronousEngine(environment.get(ENGINE_TYPE));
      return;
    }
    environment.set(ENGINE_TYPE, SYNCHRONOUS);
    environment.set(OPERATOR_CACHE, KEPT_SHAPES);
    environment.prepareForEngine(engineThreads);
  }

  static void requireSynchronousEngine(@Nullable String engineType) {
    if (!SYNCHRONOUS.equals(engineType)) {
      throw new IllegalStateException(
          "MXNet was loaded into this JVM by other code: expected "
              + ENGINE_TYPE
              + "="
              + SYNCHRONOUS
              + ", got "
              + (engineType == null ? "nothing" : engineType)
              + ". Its default engine corrupts results when threads share it: set the variable for"
              + " this process before it starts");
    }
  }
}
