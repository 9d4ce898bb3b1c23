package speechreps.dsp;

import java.io.Serializable;
import java.util.Map;

/**
 * Options of {@link SlidingCmvn}; names and defaults of Kaldi's {@code apply-cmvn-sliding}.
 *
 * @param cmnWindow frames in the window; {@code cmn-window}
 * @param minCmnWindow the window holds at least so many frames at the start of an utterance, if it
 *     has them; without influence when the window is centred; {@code min-cmn-window}
 * @param center whether the window lies around the frame, rather than ending with it; {@code
 *     center}
 * @param normVars whether variances are normalised, too; {@code norm-vars}
 */
public record SlidingCmvnOptions(int cmnWindow, int minCmnWindow, boolean center, boolean normVars)
    implements Serializable {
  /** Windows hold at least one frame. */
  public SlidingCmvnOptions {
    if (cmnWindow < 1 || minCmnWindow < 1) {
      throw new IllegalArgumentException(
          "options cmn-window and min-cmn-window must be at least 1, got "
              + cmnWindow
              + " and "
              + minCmnWindow);
    }
  }

  /** The 600 frames before each frame, at least 100, means only. */
  public static SlidingCmvnOptions kaldiDefaults() {
    return new SlidingCmvnOptions(600, 100, false, false);
  }

  /**
   * Kaldi's defaults with the given options replaced.
   *
   * @param kaldiOptions values by Kaldi's option names without dashes in front
   * @throws IllegalArgumentException naming the option that is unknown or whose value is wrong
   */
  public static SlidingCmvnOptions fromKaldi(Map<String, String> kaldiOptions) {
    OptionValues values = new OptionValues(kaldiOptions);
    values.ignore("max-warnings");
    SlidingCmvnOptions defaults = kaldiDefaults();
    SlidingCmvnOptions options =
        new SlidingCmvnOptions(
            values.integer("cmn-window", defaults.cmnWindow),
            values.integer("min-cmn-window", defaults.minCmnWindow),
            values.flag("center", defaults.center),
            values.flag("norm-vars", defaults.normVars));
    values.refuseUnknown("sliding CMVN");
    return options;
  }

  /** The window of a frame, {@code [start, end)}. */
  record Window(int start, int end) {
    int numFrames() {
      return end - start;
    }
  }

  /** The window of frame t of an utterance, moved inside it where it would overhang. */
  Window window(int t, int numFrames) {
    int start = center ? t - cmnWindow / 2 : t - cmnWindow;
    int end = center ? start + cmnWindow : Math.max(t + 1, minCmnWindow);
    if (start < 0) {
      end = center ? cmnWindow : end;
      start = 0;
    }
    if (end > numFrames) {
      start = Math.max(0, start - (end - numFrames));
      end = numFrames;
    }
    return new Window(start, end);
  }
}
