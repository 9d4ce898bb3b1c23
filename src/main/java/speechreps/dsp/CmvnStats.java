package speechreps.dsp;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * Sums over frames from which means and variances follow: of an utterance, of a speaker, of a
 * corpus.
 *
 * <p>As Kaldi's {@code AccCmvnStats}: sums in double, of squares that were rounded to float. In
 * Kaldi's files a matrix of 2 × (dim + 1): sums and, last, the number of frames; sums of squares
 * and, last, 0. A matrix of its first row alone allows means to be normalised, but no variances.
 *
 * <p>Mutable, for one thread; partial sums of different threads are brought together by {@link
 * #merge}.
 */
public final class CmvnStats implements Serializable {
  private static final long serialVersionUID = 1L;

  private final boolean hasSquares;
  private final double[] sums;
  private final double[] squares;
  private double count;

  /** Statistics of no frames. */
  public CmvnStats(int dim) {
    this(dim, true);
  }

  private CmvnStats(int dim, boolean hasSquares) {
    if (dim < 1) {
      throw new IllegalArgumentException("CMVN statistics need at least 1 column, got " + dim);
    }
    this.hasSquares = hasSquares;
    this.sums = new double[dim];
    this.squares = new double[dim];
  }

  /** Statistics of the rows of one utterance. */
  public static CmvnStats of(FeatureRows features) throws IOException {
    CmvnStats stats = new CmvnStats(features.dim());
    features.forEachBlock((first, rows) -> stats.accumulate(rows));
    return stats;
  }

  /** Statistics of one matrix. */
  public static CmvnStats of(FeatureMatrix features) {
    CmvnStats stats = new CmvnStats(features.dim());
    stats.accumulate(features);
    return stats;
  }

  /**
   * Statistics as they stand in a Kaldi file.
   *
   * @param numRows 2, or 1 for statistics without squares
   * @param numCols dim + 1
   * @param values {@code [numRows × numCols]}, row-major; copied
   */
  public static CmvnStats fromMatrix(int numRows, int numCols, double[] values) {
    if (numRows < 1 || numRows > 2 || numCols < 2 || (long) numRows * numCols != values.length) {
      throw new IllegalArgumentException(
          "CMVN statistics must be 2 x (dim + 1) or 1 x (dim + 1), got "
              + numRows
              + " x "
              + numCols
              + " with "
              + values.length
              + " values");
    }
    CmvnStats stats = new CmvnStats(numCols - 1, numRows == 2);
    System.arraycopy(values, 0, stats.sums, 0, stats.dim());
    stats.count = values[stats.dim()];
    if (stats.hasSquares) {
      System.arraycopy(values, numCols, stats.squares, 0, stats.dim());
    }
    return stats;
  }

  /**
   * {@code [2 × (dim + 1)]}, or {@code [dim + 1]} without squares; row-major, as Kaldi stores it.
   */
  public double[] toMatrix() {
    double[] values = new double[numRows() * (dim() + 1)];
    System.arraycopy(sums, 0, values, 0, dim());
    values[dim()] = count;
    if (hasSquares) {
      System.arraycopy(squares, 0, values, dim() + 1, dim());
    }
    return values;
  }

  /** Rows of {@link #toMatrix}: 2, or 1 for statistics that were read without squares. */
  public int numRows() {
    return hasSquares ? 2 : 1;
  }

  public int dim() {
    return sums.length;
  }

  /** Frames accumulated. */
  public double count() {
    return count;
  }

  boolean hasSquares() {
    return hasSquares;
  }

  double sum(int column) {
    return sums[column];
  }

  double sumOfSquares(int column) {
    return squares[column];
  }

  /** Adds the frames of a matrix. */
  public void accumulate(FeatureMatrix features) {
    requireDim(features.dim());
    float[] values = features.values();
    for (int t = 0, i = 0; t < features.numFrames(); t++) {
      for (int d = 0; d < sums.length; d++, i++) {
        float value = values[i];
        sums[d] += value;
        squares[d] += value * value;
      }
    }
    count += features.numFrames();
  }

  /** Adds the frames that other statistics were made of. */
  public void merge(CmvnStats other) {
    requireDim(other.dim());
    if (hasSquares != other.hasSquares) {
      throw new IllegalArgumentException("CMVN statistics with and without squares do not merge");
    }
    for (int d = 0; d < sums.length; d++) {
      sums[d] += other.sums[d];
      squares[d] += other.squares[d];
    }
    count += other.count;
  }

  /**
   * The same statistics, except that the given columns pretend to mean 0 and variance 1, so that
   * normalisation leaves them as they are: Kaldi's {@code --skip-dims}.
   */
  public CmvnStats skipping(int... columns) {
    CmvnStats faked = fromMatrix(numRows(), dim() + 1, toMatrix());
    for (int column : columns) {
      if (column < 0 || column >= dim()) {
        throw new IllegalArgumentException(
            "columns to skip must be from 0 to " + (dim() - 1) + ", got " + column);
      }
      faked.sums[column] = 0;
      faked.squares[column] = count;
    }
    return faked;
  }

  /** Refuses features of another number of columns. */
  void requireDim(int featureDim) {
    if (featureDim != dim()) {
      throw new IllegalArgumentException(
          "CMVN statistics have " + dim() + " columns, got features of " + featureDim);
    }
  }

  /** Equal when every number is the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CmvnStats that && Arrays.equals(toMatrix(), that.toMatrix());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toMatrix());
  }

  @Override
  public String toString() {
    return "CmvnStats[" + dim() + " columns, " + count + " frames]";
  }
}
