package speechreps.dsp;

import speechreps.speech.FeatureMatrix;

/**
 * A front end: a signal of one channel to a matrix of one row a frame.
 *
 * <p>Immutable and safe for concurrent use: scratch belongs to the call.
 */
public interface FeatureComputer {
  /** Columns of the result. */
  int dim();

  /** How the signal is framed; its rate is the one that {@code compute} takes for granted. */
  FrameOptions frameOptions();

  /**
   * Computes the features of a signal.
   *
   * @param samples on the int16 scale (full scale ±32768), at {@code
   *     frameOptions().sampleFrequencyHz()}; not changed
   * @param utteranceId chooses the dither: the same id gets the same noise, whatever was computed
   *     before. Without dither it has no influence.
   * @return {@code [numFrames × dim]}; no frames when the signal is shorter than one
   */
  FeatureMatrix compute(float[] samples, String utteranceId);

  /** The same for a signal without a name: all of these get the same dither, if any. */
  default FeatureMatrix compute(float[] samples) {
    return compute(samples, "");
  }
}
