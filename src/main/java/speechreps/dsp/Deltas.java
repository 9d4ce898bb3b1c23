package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowSink;
import speechreps.speech.RowStore;

/**
 * Derivatives over time, appended to each frame, as Kaldi's {@code add-deltas}: linear regression
 * over a few frames to each side, the first and last frame standing for those beyond the ends.
 *
 * <p>Higher orders repeat the regression, but as one filter over the original frames, so that the
 * ends are repeated only once. In float. Immutable and thread-safe.
 */
public final class Deltas {
  /** {@code [order + 1][2 × order × window + 1]}: the filter of each order. */
  private final float[][] scales;

  /** Computes the filters. */
  public Deltas(DeltaOptions options) {
    scales = new float[options.order() + 1][];
    scales[0] = new float[] {1f};
    for (int order = 1; order < scales.length; order++) {
      scales[order] = regression(scales[order - 1], options.window());
    }
  }

  private static float[] regression(float[] previous, int window) {
    float[] scales = new float[previous.length + 2 * window];
    float norm = 0f;
    for (int j = -window; j <= window; j++) {
      norm += j * j;
      for (int k = 0; k < previous.length; k++) {
        scales[j + window + k] += j * previous[k];
      }
    }
    float factor = (float) (1.0 / norm);
    for (int i = 0; i < scales.length; i++) {
      scales[i] *= factor;
    }
    return scales;
  }

  /**
   * Appends the derivatives.
   *
   * @param store where the result goes
   * @return {@code [numFrames × (order + 1) dim]}: each frame, then its derivatives in order
   */
  public FeatureRows apply(FeatureRows features, RowStore store) throws IOException {
    int dim = Math.multiplyExact(features.dim(), scales.length);
    int numFrames = features.numFrames();
    int most = FeatureRows.blockRows(dim);
    int reach = scales[scales.length - 1].length / 2;
    try (RowSink sink = store.newRows(dim, numFrames)) {
      for (int first = 0; first < numFrames; first += most) {
        int end = Math.min(numFrames, first + most);
        int from = Math.max(0, first - reach);
        FeatureMatrix context = features.block(from, Math.min(numFrames, end + reach) - from);
        sink.append(block(context, first - from, end - from), 0, end - first);
      }
      return sink.finish();
    }
  }

  /** Frames {@code [first, end)} of a matrix that goes on as far as filters reach. */
  private float[] block(FeatureMatrix context, int first, int end) {
    int dim = context.dim() * scales.length;
    float[] values = new float[Math.multiplyExact(end - first, dim)];
    for (int t = first; t < end; t++) {
      for (int order = 0; order < scales.length; order++) {
        filter(context, t, scales[order], values, (t - first) * dim + order * context.dim());
      }
    }
    return values;
  }

  private static void filter(
      FeatureMatrix features, int frame, float[] scales, float[] values, int offset) {
    int reach = scales.length / 2;
    for (int j = 0; j < scales.length; j++) {
      int t = Math.min(Math.max(frame + j - reach, 0), features.numFrames() - 1);
      for (int d = 0; scales[j] != 0f && d < features.dim(); d++) {
        values[offset + d] += scales[j] * features.at(t, d);
      }
    }
  }
}
