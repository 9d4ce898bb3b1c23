package speechreps.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to the lines of a {@code --model-conf}. */
record ConfLines(Map<String, String> lines) {
  /**
   * A whole number from 0.
   *
   * @param fallback null where the line is needed
   * @throws IllegalArgumentException when it is missing or none
   */
  int integer(String key, @Nullable Integer fallback) {
    String text = lines.get(key);
    if (text == null && fallback != null) {
      return fallback;
    }
    if (text == null || !text.matches("[0-9]{1,9}")) {
      throw wrong(key, "a whole number", text);
    }
    return Integer.parseInt(text);
  }

  /** A number above 0, otherwise as {@link #integer}. */
  double decimal(String key, @Nullable Double fallback) {
    String text = lines.get(key);
    if (text == null && fallback != null) {
      return fallback;
    }
    if (text == null || !text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") || !(number(text) > 0)) {
      throw wrong(key, "a number above 0", text);
    }
    return number(text);
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  /** True or false, false when it is missing. */
  boolean flag(String key) {
    String text = lines.getOrDefault(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(key, "true or false", text);
    }
    return text.equals("true");
  }

  /** One of these, the first when it is missing. */
  <E extends Enum<E>> E constant(String key, List<E> known) {
    String text = lines.get(key);
    if (text == null) {
      return known.get(0);
    }
    for (E constant : known) {
      if (EncoderOptions.spelled(constant).equals(text)) {
        return constant;
      }
    }
    throw wrong(
        key, String.join(" or ", known.stream().map(EncoderOptions::spelled).toList()), text);
  }

  private static IllegalArgumentException wrong(String key, String expected, @Nullable String got) {
    return new IllegalArgumentException(
        "--model-conf: "
            + key
            + " must be "
            + expected
            + (got == null ? ", but there is no such line" : ", got " + got));
  }
}
