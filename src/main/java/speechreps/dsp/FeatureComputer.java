package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;

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
   * Computes the features of a signal of any length.
   *
   * @param samples one a row, on the int16 scale (full scale ±32768), at {@code
   *     frameOptions().sampleFrequencyHz()}
   * @param utteranceId chooses the dither: the same id gets the same noise, whatever was computed
   *     before. Without dither it has no influence.
   * @param store where the features go
   * @return {@code [numFrames × dim]}; no frames when the signal is shorter than one
   * @throws IOException when samples cannot be read, or features cannot be stored
   */
  FeatureRows compute(FeatureRows samples, String utteranceId, RowStore store) throws IOException;

  /** The same in memory, for a signal that is not changed. */
  default FeatureMatrix compute(float[] samples, String utteranceId) {
    FeatureMatrix rows = new FeatureMatrix(samples.length, 1, samples);
    try {
      return compute(rows, utteranceId, RowStore.IN_MEMORY).whole();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be read", e);
    }
  }

  /** The same for a signal without a name: all of these get the same dither, if any. */
  default FeatureMatrix compute(float[] samples) {
    return compute(samples, "");
  }
}
