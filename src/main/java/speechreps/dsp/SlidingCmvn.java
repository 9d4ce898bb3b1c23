package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowSink;
import speechreps.speech.RowStore;

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

  /**
   * Normalises features; a block of them and its window are in memory.
   *
   * @param store where the result goes
   * @return as many rows and columns
   */
  public FeatureRows apply(FeatureRows features, RowStore store) throws IOException {
    int numFrames = features.numFrames();
    int most = FeatureRows.blockRows(features.dim());
    Sums sums = new Sums(features.dim());
    try (RowSink sink = store.newRows(features.dim(), numFrames)) {
      for (int first = 0; first < numFrames; first += most) {
        int end = Math.min(numFrames, first + most);
        int from = Math.min(sums.start, first);
        int to = Math.max(end, options.window(end - 1, numFrames).end());
        sums.context = features.block(from, to - from);
        sums.contextStart = from;
        sink.append(block(sums, first, end, numFrames), 0, end - first);
      }
      return sink.finish();
    }
  }

  private float[] block(Sums sums, int first, int end, int numFrames) {
    int dim = sums.context.dim();
    float[] values = new float[(end - first) * dim];
    for (int t = first; t < end; t++) {
      SlidingCmvnOptions.Window window = options.window(t, numFrames);
      sums.moveTo(window);
      for (int d = 0; d < dim; d++) {
        values[(t - first) * dim + d] =
            (float)
                normalized(
                    sums.context.at(t - sums.contextStart, d),
                    sums.sums[d],
                    sums.squares[d],
                    window.numFrames());
      }
    }
    return values;
  }

  /** Sums over the window, and the frames around it. */
  private static final class Sums {
    private final double[] sums;
    private final double[] squares;
    private int start;
    private int end;
    private int contextStart;
    private FeatureMatrix context = new FeatureMatrix(0, 0, new float[0]);

    Sums(int dim) {
      this.sums = new double[dim];
      this.squares = new double[dim];
    }

    void moveTo(SlidingCmvnOptions.Window window) {
      for (; start < window.start(); start++) {
        add(start, -1);
      }
      for (; end < window.end(); end++) {
        add(end, 1);
      }
    }

    private void add(int frame, int sign) {
      for (int d = 0; d < sums.length; d++) {
        double value = context.at(frame - contextStart, d);
        sums[d] += sign * value;
        squares[d] += sign * (value * value);
      }
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
