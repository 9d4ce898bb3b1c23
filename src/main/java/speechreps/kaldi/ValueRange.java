package speechreps.kaldi;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/** The smallest and the largest value of a matrix that is to be compressed. */
final class ValueRange {
  private float min = Float.POSITIVE_INFINITY;
  private float max = Float.NEGATIVE_INFINITY;

  private ValueRange() {}

  /**
   * Reads all rows once.
   *
   * @throws IllegalArgumentException when a value is NaN or infinite
   */
  static ValueRange of(FeatureRows rows) throws IOException {
    ValueRange range = new ValueRange();
    rows.forEachBlock(range::add);
    return range;
  }

  /** Positive infinity when there are no values. */
  float min() {
    return min;
  }

  /** Negative infinity when there are no values. */
  float max() {
    return max;
  }

  private void add(int first, FeatureMatrix block) {
    float[] values = block.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(
                "a matrix to be compressed must be finite, got %s in row %d, column %d",
                values[i], first + i / block.dim(), i % block.dim()));
      }
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
  }
}
