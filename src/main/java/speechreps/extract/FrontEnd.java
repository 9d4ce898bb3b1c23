package speechreps.extract;

import speechreps.speech.FeatureMatrix;

/** Samples of one utterance to what the encoder takes, or to the final features without one. */
public interface FrontEnd {
  /** The rate that the samples must have, in Hz. */
  int sampleRateHz();

  /** Columns of the result. */
  int dim();

  /** Time between rows of the result, in ms. */
  double frameShiftMs();

  /**
   * Computes the features of one utterance.
   *
   * @param samples on the int16 scale, at {@link #sampleRateHz}
   * @param utteranceId seeds whatever is random, so that a result does not depend on order
   * @return {@code [numFrames × dim]}; no frames when the utterance is shorter than one window
   */
  FeatureMatrix compute(float[] samples, String utteranceId);
}
