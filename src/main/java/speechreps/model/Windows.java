package speechreps.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what is too long for a model into overlapping windows of equal length, the last one flush
 * with the end. Of what a frame is in several windows, that one counts in which it lies most
 * central; the earlier one if two are equal.
 *
 * @param length frames of a window
 * @param overlap frames that neighbours share, fewer than {@code length}; the last two may share
 *     more
 */
record Windows(int length, int overlap) {
  /** Checks the sizes. */
  Windows {
    if (length < 1 || overlap < 0 || overlap >= length) {
      throw new IllegalArgumentException(
          "expected windows of at least 1 frame and a smaller overlap, got "
              + length
              + " with an overlap of "
              + overlap);
    }
  }

  /**
   * A window, and which of its frames count.
   *
   * @param from first frame
   * @param to frame after the last
   * @param keepFrom first frame that counts, from the same origin as {@code from}
   * @param keepTo frame after the last that counts
   */
  record Window(int from, int to, int keepFrom, int keepTo) {
    int length() {
      return to - from;
    }
  }

  /** How many windows {@link #cut} makes: 1 for what fits into one. */
  int count(int numFrames) {
    if (numFrames <= length) {
      return 1;
    }
    int step = length - overlap;
    return 2 + (numFrames - length - 1) / step;
  }

  /**
   * Windows whose frames that count are all of {@code numFrames}, each once, in order.
   *
   * @param numFrames at least 1; up to {@code length}, there is one window of just these frames
   */
  List<Window> cut(int numFrames) {
    int count = count(numFrames);
    List<Window> windows = new ArrayList<>(count);
    int keepFrom = 0;
    for (int i = 0; i < count; i++) {
      int from = start(i, numFrames);
      int to = Math.min(numFrames, from + length);
      int keepTo = i + 1 == count ? numFrames : border(from, start(i + 1, numFrames));
      windows.add(new Window(from, to, keepFrom, keepTo));
      keepFrom = keepTo;
    }
    return windows;
  }

  private int start(int window, int numFrames) {
    long regular = (long) window * (length - overlap);
    return (int) Math.max(0, Math.min(regular, numFrames - length));
  }

  /** The first frame that is nearer to the centre of the later window. */
  private int border(int from, int nextFrom) {
    // The centres are from + (length - 1) / 2 and nextFrom + (length - 1) / 2; this is half-way.
    return (int) (((long) from + nextFrom + length - 1) / 2) + 1;
  }
}
