package speechreps.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a long utterance into windows of equal length that overlap, and says which output frames to
 * keep of each: those that lie nearer to its middle than to that of any other.
 */
final class OverlappingWindows {
  private OverlappingWindows() {}

  /**
   * A window, in output frames of the utterance.
   *
   * @param start its first frame
   * @param keepFrom first frame to take from it
   * @param keepTo frame after the last to take
   */
  record Window(int start, int keepFrom, int keepTo) {}

  /**
   * The windows of an utterance, in order; what they keep is every frame once.
   *
   * @param frames of the utterance, at least {@code length}
   * @param length frames of a window
   * @param hop frames from one window to the next; the last one ends with the utterance and may
   *     begin earlier
   */
  static List<Window> of(int frames, int length, int hop) {
    if (frames < length || hop < 1 || hop > length) {
      throw new IllegalArgumentException(
          "no windows of " + length + " every " + hop + " in " + frames + " frames");
    }
    List<Window> windows = new ArrayList<>();
    int start = 0;
    int keepFrom = 0;
    while (start < frames - length) {
      int next = Math.min(start + hop, frames - length);
      // Half-way between the middles of this window and the next.
      int keepTo = (start + next + length) / 2;
      windows.add(new Window(start, keepFrom, keepTo));
      keepFrom = keepTo;
      start = next;
    }
    windows.add(new Window(start, keepFrom, frames));
    return windows;
  }
}
