package speechreps.extract;

import java.io.IOException;
import java.util.Locale;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/** What becomes of the rows of an utterance. */
public enum Pooling {
  /** They stay as they are. */
  NONE,
  /** One row: the mean of each column. */
  MEAN,
  /**
   * One row: the means of all columns, then their standard deviations (of the population: a single
   * row has 0), as in the statistics pooling of x-vectors.
   */
  MEAN_STD;

  /** Columns of the result. */
  int dim(int columns) {
    return this == MEAN_STD ? Math.multiplyExact(columns, 2) : columns;
  }

  /** The rows pooled; sums are in double precision. At least one row. */
  FeatureRows apply(FeatureRows features) throws IOException {
    if (this == NONE) {
      return features;
    }
    int dim = features.dim();
    double[] means = new double[dim];
    features.forEachBlock((first, rows) -> addTo(means, rows.values()));
    for (int column = 0; column < dim; column++) {
      means[column] /= features.numFrames();
    }
    float[] pooled = new float[dim(dim)];
    for (int column = 0; column < dim; column++) {
      pooled[column] = (float) means[column];
    }
    if (this == MEAN_STD) {
      deviations(features, means, pooled);
    }
    return new FeatureMatrix(1, pooled.length, pooled);
  }

  /** From the distances to the mean: squares of the values would cancel. */
  private static void deviations(FeatureRows features, double[] means, float[] pooled)
      throws IOException {
    int dim = means.length;
    double[] squares = new double[dim];
    features.forEachBlock((first, rows) -> addDistances(squares, means, rows.values()));
    for (int column = 0; column < dim; column++) {
      pooled[dim + column] = (float) Math.sqrt(squares[column] / features.numFrames());
    }
  }

  private static void addTo(double[] sums, float[] values) {
    for (int i = 0; i < values.length; i++) {
      sums[i % sums.length] += values[i];
    }
  }

  private static void addDistances(double[] squares, double[] means, float[] values) {
    for (int i = 0; i < values.length; i++) {
      double distance = values[i] - means[i % means.length];
      squares[i % means.length] += distance * distance;
    }
  }

  /** As users spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '+');
  }
}
