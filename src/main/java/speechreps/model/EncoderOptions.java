package speechreps.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user chose about a model, as far as it decides values. Null stands for the model's
 * default. A model refuses what it does not have.
 *
 * @param layer which of its layers is the result; each model has its own spelling
 * @param heads attention heads, which no parameter file tells
 * @param longAudio what to do with long utterances
 * @param engine what computes it
 * @param compute how precisely
 * @param conf the lines of {@code --model-conf}, which describe a model that its file does not
 */
public record EncoderOptions(
    @Nullable String layer,
    @Nullable Integer heads,
    @Nullable LongAudio longAudio,
    @Nullable EngineKind engine,
    Compute compute,
    Map<String, String> conf)
    implements Serializable {
  /** Nothing chosen. */
  public static final EncoderOptions DEFAULTS =
      new EncoderOptions(null, null, null, null, Compute.FP32, Map.of());

  /** Checks the number and copies the map. */
  public EncoderOptions {
    if (heads != null && heads < 1) {
      throw new IllegalArgumentException("--heads must be at least 1, got " + heads);
    }
    conf = Collections.unmodifiableMap(new TreeMap<>(conf));
  }

  /** What was chosen, by the names of the command line. */
  public Map<String, String> describe() {
    Map<String, String> described = new TreeMap<>();
    put(described, "layer", layer);
    put(described, "heads", heads);
    put(described, "long-audio", longAudio);
    put(described, "engine", engine);
    put(described, "compute", compute == Compute.FP32 ? null : compute);
    conf.forEach((key, value) -> described.put("conf." + key, value));
    return described;
  }

  private static void put(Map<String, String> described, String name, @Nullable Object value) {
    if (value != null) {
      described.put(name, value instanceof Enum<?> constant ? spelled(constant) : value.toString());
    }
  }

  /**
   * The way for long audio that was chosen.
   *
   * @param model for the message
   * @param fallback when none was
   * @param others what the model has beside it
   * @throws IllegalArgumentException when it is none of these
   */
  LongAudio longAudio(String model, LongAudio fallback, LongAudio... others) {
    return choose(model, "--long-audio", longAudio, fallback, List.of(others));
  }

  /** The engine that was chosen; as {@link #longAudio(String, LongAudio, LongAudio...)}. */
  EngineKind engine(String model, EngineKind fallback, EngineKind... others) {
    return choose(model, "--engine", engine, fallback, List.of(others));
  }

  /**
   * Checks the precision that was chosen.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  Compute compute(String model, Compute... known) {
    return choose(model, "--compute", compute, known[0], List.of(known));
  }

  /** Checks that only options of these names, and those with methods of their own, are given. */
  void allowOnly(String model, String... names) {
    List<String> allowed = List.of(names);
    refuse(model, "--layer", layer != null && !allowed.contains("layer"));
    refuse(model, "--heads", heads != null && !allowed.contains("heads"));
    refuse(model, "--model-conf", !conf.isEmpty() && !allowed.contains("conf"));
  }

  private static void refuse(String model, String option, boolean given) {
    if (given) {
      throw new IllegalArgumentException("--model " + model + " has no option " + option);
    }
  }

  private static <E extends Enum<E>> E choose(
      String model, String option, @Nullable E chosen, E fallback, List<E> others) {
    if (chosen == null || chosen == fallback || others.contains(chosen)) {
      return chosen == null ? fallback : chosen;
    }
    String known =
        Stream.concat(Stream.of(fallback), others.stream())
            .distinct()
            .map(EncoderOptions::spelled)
            .collect(Collectors.joining(" or "));
    throw new IllegalArgumentException(
        "--model " + model + ": " + option + " must be " + known + ", got " + spelled(chosen));
  }

  /** As users spell it. */
  static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
