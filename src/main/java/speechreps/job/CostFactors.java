package speechreps.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Core-seconds that a second of audio costs, as measured on one machine or another; models and
 * engines that nobody measured are not here. Short runs cost more, since Spark, the engine and the
 * JVM's compiler need some ten core-seconds to start.
 */
final class CostFactors {
  /** {@code bench/run} on the 79 utterances of LibriSpeech, the start of all included. */
  private static final String JOB = "measured: whole job, 8 minutes of LibriSpeech, AMD Zen 5";

  private static final String ENGINE = "measured: the engine alone, batches of 32, AMD Zen 4";

  private static final String ENGINE_ALONE = "measured: the engine alone, 4 s at a time, AMD Zen 4";

  private static final Map<String, Factor> MEASURED =
      Map.of(
          "decoar mxnet fp32", new Factor(0.16, JOB),
          "decoar pytorch fp32", new Factor(0.18, ENGINE),
          "decoar pytorch bf16", new Factor(0.093, ENGINE),
          "wav2vec pytorch fp32", new Factor(0.133, ENGINE_ALONE),
          "fbank", new Factor(0.036, JOB));

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
