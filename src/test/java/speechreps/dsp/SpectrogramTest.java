package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;

class SpectrogramTest {
  /** Rounding of the transform in float. */
  private static final double TOLERANCE = 1e-3;

  private static final Map<String, String> PLAIN =
      Map.of(
          "window-type", "rectangular",
          "preemphasis-coefficient", "0",
          "remove-dc-offset", "false");

  @Test
  void anImpulseHasAFlatSpectrum() {
    float[] impulse = new float[400];
    impulse[100] = 1000f;
    FeatureMatrix features = compute(PLAIN, impulse);
    assertEquals(257, features.dim());
    for (int k = 0; k < features.dim(); k++) {
      assertEquals(2 * Math.log(1000), features.at(0, k), TOLERANCE);
    }
  }

  @Test
  void columnZeroIsTheLogEnergyRatherThanThePowerAtZeroHertz() {
    FeatureMatrix features = compute(PLAIN, Signals.constant(400, 10f));
    assertEquals(Math.log(400 * 100), features.at(0, 0), TOLERANCE);
  }

  @Test
  void windowedEnergyIsTakenOnRequest() {
    FeatureMatrix features =
        compute(
            Map.of(
                "raw-energy",
                "false",
                "window-type",
                "hanning",
                "remove-dc-offset",
                "false",
                "preemphasis-coefficient",
                "0"),
            Signals.constant(400, 10f));
    // The squares of a Hann window of N samples sum to 3/8 (N − 1).
    assertEquals(Math.log(0.375 * 399 * 100), features.at(0, 0), TOLERANCE);
  }

  private static FeatureMatrix compute(Map<String, String> options, float[] samples) {
    return new Spectrogram(SpectrogramOptions.fromKaldi(options)).compute(samples);
  }
}
