package speechreps.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Core-seconds that a second of audio costs, as measured on one machine or another; models and
 * engines that nobody measured are not here. Short runs cost more, since Spark, the engine and the
 * JVM's compiler need some ten core-seconds to start.
 */
final class CostFactors {
  private static final String WHERE =
      "measured: whole job on one core, 8 minutes of LibriSpeech, AMD Zen 5";

  /** CPU seconds of the process, all of its start included. */
  private static final Map<String, Factor> MEASURED =
      Map.of(
          "decoar mxnet fp32", new Factor(0.160, WHERE),
          "decoar pytorch fp32", new Factor(0.131, WHERE),
          "decoar pytorch bf16", new Factor(0.085, WHERE),
          "decoar2 pytorch fp32", new Factor(0.100, WHERE),
          "bertphone mxnet fp32", new Factor(0.072, WHERE),
          "bertphone pytorch fp32", new Factor(0.069, WHERE),
          "wav2vec pytorch fp32", new Factor(0.077, WHERE),
          "fbank", new Factor(0.036, WHERE));

  private CostFactors() {}

  /**
   * A measured factor.
   *
   * @param where it was measured
   */
  record Factor(double coreSeconds, String where) {}

  /**
   * The factor of a model, or null when it was not measured.
   *
   * @param details of its features: the engine and its precision
   */
  static @Nullable Factor of(String model, Map<String, String> details) {
    String engine = details.get("engine");
    String key =
        engine == null
            ? model
            : model + " " + engine + " " + details.getOrDefault("compute", "fp32");
    return MEASURED.get(key);
  }
}
