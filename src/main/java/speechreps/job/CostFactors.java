package speechreps.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Core-seconds that a job takes, as measured on one machine or another; models and engines that
 * nobody measured are not here. A process has costs of its own, whatever the corpus: those of
 * Spark, of the engine and of the JVM's compiler.
 */
final class CostFactors {
  /**
   * CPU seconds of whole processes over 8 minutes. Runs over five copies of these told the start of
   * DeCoAR in single precision and of wav2vec; the others are taken to start as wav2vec does.
   */
  static final String WHERE = "measured: whole jobs on one core, LibriSpeech, AMD Zen 5";

  private static final Map<String, Factor> MEASURED =
      Map.of(
          "decoar mxnet fp32", new Factor(23, 0.110),
          "decoar pytorch fp32", new Factor(16, 0.0965),
          "decoar pytorch bf16", new Factor(16, 0.050),
          "decoar2 pytorch fp32", new Factor(16, 0.0655),
          "bertphone mxnet fp32", new Factor(16, 0.0375),
          "bertphone pytorch fp32", new Factor(16, 0.0345),
          "wav2vec pytorch fp32", new Factor(16, 0.042),
          "fbank", new Factor(15, 0.0045));

  private CostFactors() {}

  /**
   * What a model takes.
   *
   * @param start core-seconds of a process without audio
   * @param perSecond core-seconds for each second of audio
   */
  record Factor(double start, double perSecond) {}

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
