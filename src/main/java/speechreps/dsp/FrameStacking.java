package speechreps.dsp;

import speechreps.speech.FeatureMatrix;

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
   * @return a new matrix {@code [⌈numFrames / stacked⌉ × (stacked × dim)]}, earlier frames to the
   *     left
   * @throws IllegalArgumentException when {@code stacked} is less than 1
   */
  public static FeatureMatrix stack(FeatureMatrix features, int stacked) {
    int numStacks = numStacks(features.numFrames(), stacked);
    int dim = features.dim();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(numStacks, stacked), dim)];
    int missing = numStacks * stacked - features.numFrames();
    int inFront = (missing + 1) / 2;
    for (int place = 0; place < numStacks * stacked; place++) {
      int frame = Math.max(0, Math.min(features.numFrames() - 1, place - inFront));
      System.arraycopy(features.values(), frame * dim, values, place * dim, dim);
    }
    return new FeatureMatrix(numStacks, Math.multiplyExact(stacked, dim), values);
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
