package speechreps.kaldi;

import java.util.Arrays;
import speechreps.speech.FeatureMatrix;

/**
 * A matrix of doubles, row-major: what CMVN statistics are accumulated in.
 *
 * @param numRows rows
 * @param numCols columns
 * @param values {@code [numRows × numCols]}, owned by this record: callers must not write into it
 */
public record DoubleMatrix(int numRows, int numCols, double[] values) {
  /** Checks that the array has exactly {@code numRows × numCols} values. */
  public DoubleMatrix {
    if (numRows < 0 || numCols < 0 || (long) numRows * numCols != values.length) {
      throw new IllegalArgumentException(
          "expected " + numRows + " x " + numCols + " values, got " + values.length);
    }
  }

  /** The same values as doubles; exact. */
  public static DoubleMatrix of(FeatureMatrix matrix) {
    double[] widened = new double[matrix.values().length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = matrix.values()[i];
    }
    return new DoubleMatrix(matrix.numFrames(), matrix.dim(), widened);
  }

  /** Every value rounded to the nearest float. */
  public FeatureMatrix toFeatureMatrix() {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return new FeatureMatrix(numRows, numCols, rounded);
  }

  /** The value at a row and column, both from 0. */
  public double at(int row, int column) {
    return values[row * numCols + column];
  }

  /** Equal when the shape is the same and every double has the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DoubleMatrix that
        && numRows == that.numRows
        && numCols == that.numCols
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * numRows + numCols) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "DoubleMatrix[" + numRows + " x " + numCols + "]";
  }
}
