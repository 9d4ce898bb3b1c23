package speechreps.dsp;

import speechreps.speech.FeatureMatrix;

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
   * @return {@code [numFrames × (order + 1) dim]}: each frame, then its derivatives in order
   */
  public FeatureMatrix apply(FeatureMatrix features) {
    int dim = Math.multiplyExact(features.dim(), scales.length);
    float[] values = new float[Math.multiplyExact(features.numFrames(), dim)];
    for (int t = 0; t < features.numFrames(); t++) {
      for (int order = 0; order < scales.length; order++) {
        filter(features, t, scales[order], values, t * dim + order * features.dim());
      }
    }
    return new FeatureMatrix(features.numFrames(), dim, values);
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
