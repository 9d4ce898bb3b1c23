package speechreps.job;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How many failed utterances a run may have and still succeed.
 *
 * @param count at most so many, or null
 * @param percent at most such a share of all, or null
 */
public record FailureLimit(@Nullable Long count, @Nullable Double percent) implements Serializable {
  /** Any failure is reported, only a run without a single success fails. */
  public static final FailureLimit ONLY_TOTAL = new FailureLimit(null, null);

  /**
   * Reads {@code 10} or {@code 0.5%}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static FailureLimit parse(String text) {
    try {
      if (text.endsWith("%")) {
        double percent = Double.parseDouble(text.substring(0, text.length() - 1));
        if (percent >= 0 && percent <= 100) {
          return new FailureLimit(null, percent);
        }
      } else if (Long.parseLong(text) >= 0) {
        return new FailureLimit(Long.parseLong(text), null);
      }
    } catch (NumberFormatException e) {
      throw invalid(text, e);
    }
    throw invalid(text, null);
  }

  private static IllegalArgumentException invalid(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "expected a count such as 10 or a share such as 0.5%, got '" + text + "'", cause);
  }

  /** True when a run with these counts has failed. */
  public boolean isExceeded(long failed, long total) {
    if (count != null) {
      return failed > count;
    }
    if (percent != null) {
      return failed > total * percent / 100;
    }
    return total > 0 && failed == total;
  }
}
