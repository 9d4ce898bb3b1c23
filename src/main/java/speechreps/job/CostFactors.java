package speechreps.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Core-seconds that a second of audio costs, as measured: the CPU time of the whole process in
 * steady state, decoding and writing included, on 100 times the 79 utterances of LibriSpeech.
 */
final class CostFactors {
  private static final String ZEN4 = "measured on a core of an AMD Zen 4 server, LibriSpeech";

  private static final Map<String, Double> MEASURED =
      Map.ofEntries(
          Map.entry("decoar mxnet fp32", 0.18),
          Map.entry("decoar pytorch fp32", 0.18),
          Map.entry("decoar pytorch bf16", 0.095),
          Map.entry("wav2vec pytorch fp32", 0.13),
          Map.entry("fbank", 0.003),
          Map.entry("mfcc", 0.003),
          Map.entry("spectrogram", 0.003),
          Map.entry("copy", 0.001));

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
    Double measured = MEASURED.get(key);
    return measured == null ? null : new Factor(measured, ZEN4);
  }
}
