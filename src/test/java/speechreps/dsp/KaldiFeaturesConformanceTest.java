package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;

/** Filter banks and cepstra against the outputs of Kaldi's programs. */
@Tag("conformance")
class KaldiFeaturesConformanceTest {
  /**
   * The transform rounds as Kaldi's; what differs are the sums over a bin, whose order is up to the
   * reference's linear algebra library, and the last bit of the logarithm. Holds for pure tones,
   * too, where the content of most bins is nothing but rounding.
   */
  private static final double FBANK_TOLERANCE = 5e-5;

  /** Between kernels of its linear algebra library the reference differs from itself by 7e-5. */
  private static final double MFCC_TOLERANCE = 2e-4;

  /** Without the logarithm values reach 1e12; sums in float have six digits. */
  private static final double LINEAR_RELATIVE_TOLERANCE = 2e-6;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fbank23",
        "fbank40",
        "fbank80",
        "fbank40-nosnip",
        "fbank40-energy",
        "fbank24-odd"
      })
  void filterBanksEqualKaldis(String name) throws IOException {
    Fbank fbank = new Fbank(FbankOptions.fromKaldi(Goldens.options(name)));
    assertFeatures(name, "wav.scp", fbank, FBANK_TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mfcc13", "mfcc40-hires", "mfcc13-htk"})
  void cepstraEqualKaldis(String name) throws IOException {
    Mfcc mfcc = new Mfcc(MfccOptions.fromKaldi(Goldens.options(name)));
    assertFeatures(name, "wav.scp", mfcc, MFCC_TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = "mfcc40-8k")
  void cepstraOfTelephoneSpeechEqualKaldis(String name) throws IOException {
    Mfcc mfcc = new Mfcc(MfccOptions.fromKaldi(Goldens.options(name)));
    assertFeatures(name, "wav8k.scp", mfcc, MFCC_TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = "fbank40-linear")
  void linearFilterBanksEqualKaldis(String name) throws IOException {
    Fbank fbank = new Fbank(FbankOptions.fromKaldi(Goldens.options(name)));
    Map<String, FeatureMatrix> goldens = Goldens.features(name);
    for (Map.Entry<String, float[]> recording : Goldens.recordings("wav.scp").entrySet()) {
      FeatureMatrix golden = Goldens.at(goldens, recording.getKey());
      FeatureMatrix features = fbank.compute(recording.getValue());
      assertEquals(golden.numFrames(), features.numFrames(), recording.getKey());
      for (int t = 0; t < golden.numFrames(); t++) {
        double frameTotal = 0;
        double difference = 0;
        for (int d = 0; d < golden.dim(); d++) {
          frameTotal += golden.at(t, d);
          difference += Math.abs(golden.at(t, d) - features.at(t, d));
        }
        assertTrue(
            difference <= LINEAR_RELATIVE_TOLERANCE * frameTotal,
            recording.getKey() + " frame " + t + ": off by " + difference + " of " + frameTotal);
      }
    }
  }

  private static void assertFeatures(
      String name, String scp, FeatureComputer computer, double tolerance) throws IOException {
    Map<String, FeatureMatrix> goldens = Goldens.features(name);
    Map<String, float[]> recordings = Goldens.recordings(scp);
    assertEquals(goldens.keySet(), recordings.keySet());
    for (Map.Entry<String, float[]> recording : recordings.entrySet()) {
      String id = recording.getKey();
      FeatureMatrix golden = Goldens.at(goldens, id);
      FeatureMatrix features = computer.compute(recording.getValue());
      assertEquals(golden.numFrames(), features.numFrames(), id);
      for (int i = 0; i < golden.values().length; i++) {
        int at = i;
        assertEquals(
            golden.values()[i],
            features.values()[i],
            tolerance,
            () -> name + " " + id + " frame " + at / golden.dim() + " column " + at % golden.dim());
      }
    }
  }
}
