package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;

/** Goldens as those of {@link FbankTest}, by {@code OnlineMfcc}. */
class MfccTest {
  /** The lifter multiplies differences of the bins by up to 12. */
  private static final float GOLDEN_TOLERANCE = 5e-4f;

  /** A few roundings of a float. */
  private static final float TOLERANCE = 1e-6f;

  @Test
  void cepstraEqualTheGoldens() {
    float[][] goldens = {
      {
        23.30691f,
        -28.93751f,
        -7.16336f,
        0.91115f,
        4.90842f,
        1.19274f,
        -4.26133f,
        -11.71675f,
        -12.97570f,
        -8.55728f,
        -8.88985f,
        -1.70715f,
        6.34463f
      },
      {
        23.33117f,
        -39.58466f,
        -7.29746f,
        -10.26346f,
        -2.17314f,
        -3.03109f,
        0.48799f,
        -0.58194f,
        2.18502f,
        0.13923f,
        -2.62575f,
        -2.06139f,
        1.98116f
      },
      {
        23.31684f,
        -30.32589f,
        -12.83523f,
        -7.85144f,
        -5.45133f,
        -0.12386f,
        1.71898f,
        -2.08232f,
        -10.48727f,
        -15.32911f,
        -8.85458f,
        1.92733f,
        4.74773f
      },
    };
    FeatureMatrix features = compute(Map.of());
    assertEquals(13, features.dim());
    for (int t = 0; t < goldens.length; t++) {
      for (int k = 0; k < features.dim(); k++) {
        assertEquals(goldens[t][k], features.at(t, k), GOLDEN_TOLERANCE);
      }
    }
  }

  @Test
  void theCosineTransformIsOrthonormal() {
    float[][] rows = Mfcc.cosineTransform(23, 23);
    for (float[] a : rows) {
      for (float[] b : rows) {
        double product = 0;
        for (int j = 0; j < a.length; j++) {
          product += (double) a[j] * b[j];
        }
        assertEquals(a == b ? 1 : 0, product, TOLERANCE);
      }
    }
  }

  @Test
  void theLifterIsOneAtCZeroAndHighestInTheMiddle() {
    float[] lifter = Mfcc.lifter(23, 22f);
    assertEquals(1f, lifter[0]);
    assertEquals(12f, lifter[11], TOLERANCE);
    assertEquals(1f, lifter[22], TOLERANCE * 10);
    assertArrayEquals(new float[] {1f, 1f}, Mfcc.lifter(2, 0f));
  }

  @Test
  void withoutEnergyColumnZeroIsTheScaledSumOfTheLogBins() {
    float[] bins = new Fbank(FbankOptions.kaldiDefaults()).compute(Signals.quadratic(400)).values();
    double sum = 0;
    for (float bin : bins) {
      sum += bin;
    }
    FeatureMatrix features = compute(Map.of("use-energy", "false"));
    assertEquals(sum / Math.sqrt(23), features.at(0, 0), GOLDEN_TOLERANCE);
  }

  @Test
  void htkOrderHasTheEnergyLast() {
    float[] kaldi = compute(Map.of()).values();
    float[] htk = compute(Map.of("htk-compat", "true")).values();
    assertEquals(kaldi[0], htk[12]);
    assertEquals(kaldi[1], htk[0]);
    assertEquals(kaldi[12], htk[11]);
  }

  @Test
  void htkScalesCZeroByTheRootOfTwo() {
    float kaldi = compute(Map.of("use-energy", "false")).at(0, 0);
    float htk = compute(Map.of("use-energy", "false", "htk-compat", "true")).at(0, 12);
    assertEquals(kaldi * Math.sqrt(2), htk, 1e-4);
  }

  private static FeatureMatrix compute(Map<String, String> options) {
    return new Mfcc(MfccOptions.fromKaldi(options)).compute(Signals.quadratic(800));
  }
}
