package speechreps.dsp;

import speechreps.speech.FeatureMatrix;

/**
 * Mean and variance normalisation over a window that moves with the frame, as Kaldi's {@code
 * apply-cmvn-sliding}: in double precision, with sums that are updated from frame to frame.
 */
public final class SlidingCmvn {
  private static final double VARIANCE_FLOOR = 1e-10;

  private final SlidingCmvnOptions options;

  /** For any number of matrices, by any number of threads. */
  public SlidingCmvn(SlidingCmvnOptions options) {
    this.options = options;
  }

  /** Normalises a matrix; the result is a new one of the same shape. */
  public FeatureMatrix apply(FeatureMatrix features) {
    int dim = features.dim();
    float[] values = new float[features.values().length];
    double[] sums = new double[dim];
    double[] squares = new double[dim];
    int start = 0;
    int end = 0;
    for (int t = 0; t < features.numFrames(); t++) {
      SlidingCmvnOptions.Window window = options.window(t, features.numFrames());
      for (; start < window.start(); start++) {
        add(features, start, -1, sums, squares);
      }
      for (; end < window.end(); end++) {
        add(features, end, 1, sums, squares);
      }
      for (int d = 0; d < dim; d++) {
        values[t * dim + d] =
            (float) normalized(features.at(t, d), sums[d], squares[d], window.numFrames());
      }
    }
    return new FeatureMatrix(features.numFrames(), dim, values);
  }

  private static void add(
      FeatureMatrix features, int frame, int sign, double[] sums, double[] squares) {
    for (int d = 0; d < sums.length; d++) {
      double value = features.at(frame, d);
      sums[d] += sign * value;
      squares[d] += sign * (value * value);
    }
  }

  private double normalized(double value, double sum, double square, int count) {
    double centred = value + -1.0 / count * sum;
    if (!options.normVars()) {
      return centred;
    }
    if (count == 1) {
      return 0;
    }
    double variance = square * (1.0 / count) - 1.0 / ((double) count * count) * (sum * sum);
    return centred * Math.pow(Math.max(variance, VARIANCE_FLOOR), -0.5);
  }
}
