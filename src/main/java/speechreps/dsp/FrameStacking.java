package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowSink;
import speechreps.speech.RowStore;

/**
 * Puts consecutive frames side by side, so that fewer and wider ones remain.
 *
 * <p>Where the number of frames is no multiple, copies of the first and the last frame fill up, the
 * odd one of them in front. Stacking by three is thereby what BERTphone was trained on: frames 0 to
 * 3 give {@code [0 0 1] [2 3 3]}, frames 0 to 4 give {@code [0 0 1] [2 3 4]}. Source: {@code
 * transform} of the original's BERTphone featurizer.
 */
public final class FrameStacking {
  private FrameStacking() {}

  /**
   * Stacks all frames.
   *
   * @param features {@code [numFrames × dim]}
   * @param stacked frames that become one
   * @param store where the result goes
   * @return {@code [⌈numFrames / stacked⌉ × (stacked × dim)]}, earlier frames to the left
   * @throws IllegalArgumentException when {@code stacked} is less than 1
   */
  public static FeatureRows stack(FeatureRows features, int stacked, RowStore store)
      throws IOException {
    int numStacks = numStacks(features.numFrames(), stacked);
    int dim = Math.multiplyExact(stacked, features.dim());
    int most = FeatureRows.blockRows(dim);
    try (RowSink sink = store.newRows(dim, numStacks)) {
      for (int first = 0; first < numStacks; first += most) {
        int count = Math.min(most, numStacks - first);
        sink.append(block(features, stacked, first, count), 0, count);
      }
      return sink.finish();
    }
  }

  private static float[] block(FeatureRows features, int stacked, int firstStack, int count)
      throws IOException {
    int last = features.numFrames() - 1;
    int missing = numStacks(features.numFrames(), stacked) * stacked - features.numFrames();
    int firstPlace = firstStack * stacked - (missing + 1) / 2;
    int from = Math.max(0, firstPlace);
    int to = Math.min(last, firstPlace + count * stacked - 1) + 1;
    FeatureMatrix frames = features.block(from, to - from);
    int dim = features.dim();
    float[] values = new float[count * stacked * dim];
    for (int place = 0; place < count * stacked; place++) {
      int frame = Math.max(0, Math.min(last, firstPlace + place));
      System.arraycopy(frames.values(), (frame - from) * dim, values, place * dim, dim);
    }
    return values;
  }

  /**
   * How many frames remain of {@code numFrames}.
   *
   * @throws IllegalArgumentException when {@code stacked} is less than 1
   */
  public static int numStacks(int numFrames, int stacked) {
    if (stacked < 1) {
      throw new IllegalArgumentException("expected at least 1 frame to a stack, got " + stacked);
    }
    return numFrames / stacked + (numFrames % stacked == 0 ? 0 : 1);
  }
}
