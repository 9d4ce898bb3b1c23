package speechreps.dsp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Options by Kaldi's names, as they stand in a {@code .conf} file or on a command line.
 *
 * <p>Each options record takes the keys it knows; what nobody took is a mistake, and {@link
 * #refuseUnknown} says so. In keys {@code _} equals {@code -} and case does not matter, as in
 * Kaldi's {@code ParseOptions}.
 */
final class OptionValues {
  /** Floats below hold every integer. */
  private static final float MAX_PLAIN = 1 << 24;

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> known = new TreeSet<>();

  OptionValues(Map<String, String> kaldiOptions) {
    kaldiOptions.forEach(
        (key, value) -> {
          String previous = values.put(normalized(key), value.strip());
          if (previous != null) {
            throw new IllegalArgumentException("option " + key + " is given twice");
          }
        });
  }

  /** A finite real number, or the default when the key is absent. */
  float real(String key, float byDefault) {
    String text = take(key);
    if (text == null) {
      return byDefault;
    }
    try {
      float value = Float.parseFloat(text);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(key, "a number", text, e);
    }
    throw invalid(key, "a finite number", text, null);
  }

  /** An integer, or the default when the key is absent. */
  int integer(String key, int byDefault) {
    String text = take(key);
    if (text == null) {
      return byDefault;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid(key, "an integer", text, e);
    }
  }

  /** True or false in any of Kaldi's spellings; a key without a value is true. */
  boolean flag(String key, boolean byDefault) {
    String text = take(key);
    if (text == null) {
      return byDefault;
    }
    return switch (text) {
      case "true", "t", "1", "" -> true;
      case "false", "f", "0" -> false;
      default -> throw invalid(key, "true or false", text, null);
    };
  }

  WindowType windowType(String key, WindowType byDefault) {
    String text = take(key);
    if (text == null) {
      return byDefault;
    }
    for (WindowType type : WindowType.values()) {
      if (type.kaldiName().equals(text)) {
        return type;
      }
    }
    String names =
        String.join(
            ", ",
            Arrays.stream(WindowType.values()).map(WindowType::kaldiName).toArray(String[]::new));
    throw invalid(key, "one of " + names, text, null);
  }

  /** Takes keys that Kaldi's tools accept and that change no feature. */
  void ignore(String... keys) {
    for (String key : keys) {
      take(key);
    }
  }

  /** A number as it stands in an option file: {@code 16000}, {@code 0.97}. */
  static String text(float value) {
    return value == Math.rint(value) && Math.abs(value) < MAX_PLAIN
        ? Long.toString((long) value)
        : Float.toString(value);
  }

  /** Every key that was asked for so far. */
  Set<String> known() {
    return Set.copyOf(known);
  }

  /**
   * Ends the reading: every key must have been taken.
   *
   * @throws IllegalArgumentException naming the first unknown key
   */
  void refuseUnknown(String what) {
    for (String key : new TreeSet<>(values.keySet())) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "unknown option " + key + " for " + what + ", expected one of " + known);
      }
    }
  }

  private static String normalized(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private @Nullable String take(String key) {
    known.add(key);
    return values.get(key);
  }

  private static IllegalArgumentException invalid(
      String key, String expected, String got, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "option " + key + " must be " + expected + ", got \"" + got + "\"", cause);
  }
}
