package speechreps.kaldi;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The numbers between the brackets of a text matrix or vector, one after another; and how a number
 * is written.
 */
final class TextNumbers {
  /** What {@link #next} found. */
  enum Kind {
    NUMBER,
    /** A line end or a semicolon. */
    ROW_END,
    /** The closing bracket; it and the line end after it are consumed. */
    END
  }

  /** No program writes longer numbers; binary data taken for text ends here. */
  static final int MAX_NUMBER_CHARS = 128;

  /** Kaldi sets its streams to this precision, for doubles too. */
  private static final MathContext SEVEN_DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final KaldiInput in;
  private double value;

  private TextNumbers(KaldiInput in) {
    this.in = in;
  }

  /** Consumes blanks and the opening bracket. */
  static TextNumbers open(KaldiInput in, String what) throws IOException {
    int next = in.peek();
    while (isBlank(next)) {
      in.read();
      next = in.peek();
    }
    if (next != '[') {
      String found = next == KaldiInput.END ? "the end of the file" : KaldiInput.describe(next);
      throw in.error("expected " + what + ", either \\0B or [, got " + found);
    }
    in.read();
    return new TextNumbers(in);
  }

  /** The number that was found last. */
  double value() {
    return value;
  }

  Kind next() throws IOException {
    for (int next = in.peek(); ; next = in.peek()) {
      switch (next) {
        case KaldiInput.END -> throw in.error("the file ends before the closing bracket");
        case '\n', ';' -> {
          in.read();
          return Kind.ROW_END;
        }
        case ']' -> {
          in.read();
          skipLineEnd();
          return Kind.END;
        }
        default -> {
          if (!isBlank(next)) {
            value = parse(word());
            return Kind.NUMBER;
          }
          in.read();
        }
      }
    }
  }

  /**
   * A number as C++ streams print it: {@code %.7g}, trailing zeros dropped, exact decimal value
   * rounded half to even.
   */
  static String format(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return Double.doubleToRawLongBits(number) == 0 ? "0" : "-0";
    }
    BigDecimal rounded = new BigDecimal(number).round(SEVEN_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < SEVEN_DIGITS.getPrecision()) {
      return rounded.toPlainString();
    }
    String digits = rounded.scaleByPowerOfTen(-exponent).toPlainString();
    return String.format(
        Locale.ROOT, "%se%s%02d", digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** True for a decimal number, with or without an exponent. */
  static boolean isDecimal(String word) {
    return DECIMAL.matcher(word).matches();
  }

  /** True for the six ASCII blanks of C. */
  static boolean isBlank(int next) {
    return next == ' ' || (next >= '\t' && next <= '\r');
  }

  private String word() throws IOException {
    StringBuilder word = new StringBuilder();
    for (int next = in.peek();
        next != KaldiInput.END && !isBlank(next) && next != ']' && next != ';';
        next = in.peek()) {
      if (word.length() == MAX_NUMBER_CHARS) {
        throw in.error("expected a number, got \"" + word + "...\"");
      }
      word.append((char) in.read());
    }
    return word.toString();
  }

  private double parse(String word) throws IOException {
    if (isDecimal(word)) {
      return Double.parseDouble(word);
    }
    boolean negative = word.startsWith("-");
    String unsigned = negative || word.startsWith("+") ? word.substring(1) : word;
    switch (unsigned.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> {
        return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return Double.NaN;
      }
      default -> throw in.error("expected a number, got \"" + word + "\"");
    }
  }

  private void skipLineEnd() throws IOException {
    if (in.peek() == '\r') {
      in.read();
    }
    if (in.peek() == '\n') {
      in.read();
    }
  }
}
