package speechreps.dsp;

import java.io.Serializable;
import java.util.Map;

/**
 * Options of {@link Deltas}; names and defaults of Kaldi's {@code add-deltas}.
 *
 * @param order how many derivatives are appended; {@code delta-order}
 * @param window frames to each side in the regression; {@code delta-window}
 */
public record DeltaOptions(int order, int window) implements Serializable {
  /** Kaldi's own bound, against nonsense. */
  private static final int LIMIT = 1000;

  /** Checks the bounds. */
  public DeltaOptions {
    if (order < 0 || order >= LIMIT) {
      throw new IllegalArgumentException(
          "option delta-order must be from 0 to " + (LIMIT - 1) + ", got " + order);
    }
    if (window < 1 || window >= LIMIT) {
      throw new IllegalArgumentException(
          "option delta-window must be from 1 to " + (LIMIT - 1) + ", got " + window);
    }
  }

  /** Two derivatives over two frames to each side. */
  public static DeltaOptions kaldiDefaults() {
    return new DeltaOptions(2, 2);
  }

  /**
   * Kaldi's defaults with the given options replaced.
   *
   * @param kaldiOptions values by Kaldi's option names without dashes in front
   * @throws IllegalArgumentException naming the option that is unknown or whose value is wrong
   */
  public static DeltaOptions fromKaldi(Map<String, String> kaldiOptions) {
    OptionValues values = new OptionValues(kaldiOptions);
    DeltaOptions defaults = kaldiDefaults();
    DeltaOptions options =
        new DeltaOptions(
            values.integer("delta-order", defaults.order),
            values.integer("delta-window", defaults.window));
    values.refuseUnknown("deltas");
    return options;
  }
}
