package speechreps.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a model takes: how an utterance becomes its input matrix. */
public sealed interface ModelInput {
  /** Columns of the matrix. */
  int dim();

  /**
   * Samples of one channel, one a row.
   *
   * @param sampleRateHz of the model
   * @param unitScale true for samples in ±1, false for the int16 scale
   */
  record Samples(int sampleRateHz, boolean unitScale) implements ModelInput {
    /** Checks the rate. */
    public Samples {
      if (sampleRateHz < 1) {
        throw new IllegalArgumentException(
            "expected a sample rate of at least 1 Hz, got " + sampleRateHz);
      }
    }

    @Override
    public int dim() {
      return 1;
    }
  }

  /**
   * Features as Kaldi computes them.
   *
   * @param type {@code fbank}, {@code mfcc} or {@code spectrogram}
   * @param options by Kaldi's names; the others have Kaldi's defaults, without dither
   * @param normalized whether mean and variance of the utterance are normalised
   * @param stacked frames that stand side by side in one row
   * @param dim columns of a row
   */
  record Features(
      String type, Map<String, String> options, boolean normalized, int stacked, int dim)
      implements ModelInput {
    /** Checks the sizes and copies the map. */
    public Features {
      if (stacked < 1 || dim < 1 || dim % stacked != 0) {
        throw new IllegalArgumentException(
            "expected rows of whole frames, got " + dim + " columns for " + stacked + " frames");
      }
      options = Collections.unmodifiableMap(new TreeMap<>(options));
    }
  }
}
