package speechreps.speech;

import java.io.IOException;
import java.util.Arrays;

/**
 * Features of one utterance: {@code numFrames} rows of {@code dim} floats, row-major.
 *
 * <p>A matrix without frames is valid (an utterance shorter than one window). Raw audio as model
 * input is a matrix with {@code dim} 1.
 *
 * @param numFrames rows, one a frame
 * @param dim columns
 * @param values {@code [numFrames × dim]}, owned by this record: callers must not write into it
 */
public record FeatureMatrix(int numFrames, int dim, float[] values) implements FeatureRows {
  /** Checks that the array has exactly {@code numFrames × dim} values. */
  public FeatureMatrix {
    if (numFrames < 0 || dim < 0 || (long) numFrames * dim != values.length) {
      throw new IllegalArgumentException(
          "expected " + numFrames + " x " + dim + " values, got " + values.length);
    }
  }

  /** The value at a frame and column, both from 0. */
  public float at(int frame, int column) {
    return values[frame * dim + column];
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    System.arraycopy(values, first * dim, target, offset, count * dim);
  }

  /** This matrix itself when all of its rows are asked for. */
  @Override
  public FeatureMatrix block(int first, int count) {
    if (first == 0 && count == numFrames) {
      return this;
    }
    float[] copy = new float[Math.multiplyExact(count, dim)];
    read(first, count, copy, 0);
    return new FeatureMatrix(count, dim, copy);
  }

  @Override
  public FeatureMatrix whole() {
    return this;
  }

  /** All at once, without a copy. */
  @Override
  public void forEachBlock(BlockConsumer consumer) throws IOException {
    if (numFrames > 0) {
      consumer.accept(0, this);
    }
  }

  /** Equal when the shape is the same and every float has the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureMatrix that
        && numFrames == that.numFrames
        && dim == that.dim
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * numFrames + dim) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FeatureMatrix[" + numFrames + " x " + dim + "]";
  }
}
