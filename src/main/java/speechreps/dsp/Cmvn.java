package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;

/**
 * Cepstral mean and variance normalisation, as Kaldi's {@code apply-cmvn}: subtracts the mean of
 * each column, and with variances divides by its standard deviation.
 *
 * <p>The same statistics give the same bits as the reference. Columns of constant value come out as
 * 0.
 */
public final class Cmvn {
  private static final double VARIANCE_FLOOR = 1e-20;

  private Cmvn() {}

  /**
   * Normalises an utterance by its own statistics; without frames it stays as it is.
   *
   * @param normVars whether variances are normalised, too
   * @param store where the result goes
   */
  public static FeatureRows perUtterance(FeatureRows features, boolean normVars, RowStore store)
      throws IOException {
    return features.numFrames() == 0
        ? features
        : apply(features, CmvnStats.of(features), normVars, store);
  }

  /** Normalises rows of any number by given statistics, see below. */
  public static FeatureRows apply(
      FeatureRows features, CmvnStats stats, boolean normVars, RowStore store) throws IOException {
    return store.map(
        features, features.dim(), (first, block) -> apply(block, stats, normVars).values());
  }

  /**
   * Normalises by given statistics: of a speaker, or of a corpus.
   *
   * @param normVars whether variances are normalised, too; the population's, not an estimate's
   * @return a new matrix
   * @throws IllegalArgumentException when the statistics are of other columns, of less than one
   *     frame, or lack what is needed
   */
  public static FeatureMatrix apply(FeatureMatrix features, CmvnStats stats, boolean normVars) {
    stats.requireDim(features.dim());
    if (!(stats.count() >= 1)) {
      throw new IllegalArgumentException(
          "CMVN statistics must be of at least 1 frame, got " + stats.count());
    }
    if (normVars && !stats.hasSquares()) {
      throw new IllegalArgumentException(
          "CMVN statistics must have two rows to normalise variances, got one");
    }
    float[] values = normVars ? meansAndVariances(features, stats) : means(features, stats);
    return new FeatureMatrix(features.numFrames(), features.dim(), values);
  }

  /**
   * Subtracts from each column its mean over the utterance: Kaldi's {@code --subtract-mean}. The
   * same as {@link #perUtterance} without variances, but for rounding: the mean is rounded to float
   * before it is subtracted, rather than its factors. The features themselves are freed.
   */
  static FeatureRows subtractMean(FeatureRows features, RowStore store) throws IOException {
    if (features.numFrames() == 0) {
      return features;
    }
    CmvnStats stats = CmvnStats.of(features);
    float[] offsets = new float[features.dim()];
    for (int d = 0; d < offsets.length; d++) {
      offsets[d] = (float) (-stats.sum(d) / stats.count());
    }
    FeatureRows shifted =
        store.map(features, features.dim(), (first, block) -> shifted(block, offsets));
    store.free(features);
    return shifted;
  }

  private static float[] means(FeatureMatrix features, CmvnStats stats) {
    float factor = (float) (-1.0 / stats.count());
    float[] offsets = new float[features.dim()];
    for (int d = 0; d < offsets.length; d++) {
      offsets[d] = (float) (factor * stats.sum(d));
    }
    return shifted(features, offsets);
  }

  private static float[] shifted(FeatureMatrix features, float[] offsets) {
    float[] values = features.values().clone();
    for (int t = 0, i = 0; t < features.numFrames(); t++) {
      for (int d = 0; d < offsets.length; d++, i++) {
        values[i] += offsets[d];
      }
    }
    return values;
  }

  /** Scale and offset are found in double, but applied in float, with a rounding after each. */
  private static float[] meansAndVariances(FeatureMatrix features, CmvnStats stats) {
    float[] scales = new float[features.dim()];
    float[] offsets = new float[features.dim()];
    for (int d = 0; d < scales.length; d++) {
      double mean = stats.sum(d) / stats.count();
      double variance = stats.sumOfSquares(d) / stats.count() - mean * mean;
      double scale = 1.0 / Math.sqrt(Math.max(variance, VARIANCE_FLOOR));
      if (!(scale > 0)) {
        throw new IllegalArgumentException(
            "CMVN statistics must be finite, got variance " + variance + " in column " + d);
      }
      scales[d] = (float) scale;
      offsets[d] = (float) -(mean * scale);
    }
    float[] values = features.values().clone();
    for (int t = 0, i = 0; t < features.numFrames(); t++) {
      for (int d = 0; d < scales.length; d++, i++) {
        values[i] = values[i] * scales[d] + offsets[d];
      }
    }
    return values;
  }
}
