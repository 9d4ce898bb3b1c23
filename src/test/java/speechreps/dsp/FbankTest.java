package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;

/**
 * Goldens are of {@link Signals#quadratic} with 800 samples at 16 kHz, by kaldi-native-fbank
 * 1.23.0: {@code FbankOptions()} with the options named in each test and {@code
 * frame_opts.dither=0}, {@code OnlineFbank.accept_waveform(16000, x)}, {@code get_frame(i)}.
 */
class FbankTest {
  /** The goldens' transform is another one in float; the signal has no near-empty bins. */
  private static final float GOLDEN_TOLERANCE = 1e-4f;

  private static final float LOG_EPSILON = -15.942385f;

  @Test
  void logMelEnergiesEqualTheGoldens() {
    float[][] goldens = {
      {
        21.00914f, 21.53795f, 21.83177f, 23.22091f, 24.56556f, 25.19881f, 25.98774f, 26.33430f,
        26.73239f, 27.02834f
      },
      {
        18.23708f, 19.71493f, 21.40349f, 22.32700f, 23.68204f, 24.53189f, 25.52423f, 26.36805f,
        27.20629f, 27.91564f
      },
      {
        19.97037f, 21.01010f, 22.90936f, 24.02714f, 24.37828f, 25.37951f, 25.97825f, 26.48693f,
        26.77938f, 26.93167f
      },
    };
    assertFeatures(goldens, compute(Map.of("num-mel-bins", "10")), 0, 1, 2);
  }

  @Test
  void snipEdgesFalseEqualsTheGoldens() {
    float[][] goldens = {
      {
        19.91080f, 20.30223f, 21.10091f, 22.40501f, 24.00282f, 24.68851f, 25.70172f, 26.29837f,
        26.99815f, 27.83994f
      },
      {
        20.77749f, 21.38222f, 21.80046f, 23.10513f, 24.41605f, 25.09425f, 25.96216f, 26.32432f,
        26.88266f, 27.25796f
      },
      {
        17.71122f, 20.24244f, 21.78218f, 22.40543f, 23.53304f, 24.41021f, 25.70094f, 26.54719f,
        27.27622f, 27.88989f
      },
    };
    FeatureMatrix features = compute(Map.of("num-mel-bins", "10", "snip-edges", "false"));
    assertEquals(5, features.numFrames());
    assertFeatures(goldens, features, 0, 1, 4);
  }

  @Test
  void manyOptionsTogetherEqualTheGoldens() {
    float[][] goldens = {
      {12.40730f, 13.18707f, 14.28307f, 14.92079f, 15.37267f, 22.10846f},
      {11.34582f, 12.62964f, 13.77638f, 14.81380f, 15.88413f, 23.02969f},
      {12.22830f, 13.54350f, 14.29580f, 15.02309f, 15.43949f, 22.19873f},
    };
    Map<String, String> options =
        Map.of(
            "num-mel-bins", "5",
            "window-type", "blackman",
            "preemphasis-coefficient", "0.9",
            "remove-dc-offset", "false",
            "use-energy", "true",
            "raw-energy", "false",
            "htk-compat", "true",
            "use-power", "false");
    assertFeatures(goldens, compute(options), 0, 1, 2);
  }

  @Test
  void silenceIsTheLogarithmOfTheFloor() {
    assertConstant(LOG_EPSILON, fbank(Map.of()).compute(new float[1000]));
  }

  @Test
  void aConstantOffsetIsSilence() {
    assertConstant(LOG_EPSILON, fbank(Map.of()).compute(Signals.constant(1000, 1000f)));
  }

  @Test
  void aFullScaleOffsetIsSilenceInLongFrames() {
    Map<String, String> options = Map.of("sample-frequency", "48000");
    assertConstant(LOG_EPSILON, fbank(options).compute(Signals.constant(3001, 32767f)));
  }

  @Test
  void theEnergyFloorRaisesTheEnergyAlone() {
    FeatureMatrix features =
        fbank(Map.of("use-energy", "true", "energy-floor", "1.0")).compute(new float[400]);
    assertEquals(24, features.dim());
    assertEquals(0f, features.at(0, 0));
    assertEquals(LOG_EPSILON, features.at(0, 1));
  }

  @Test
  void rawEnergyIsThatOfTheSamplesWithoutTheirMean() {
    float[] alternating = new float[400];
    for (int i = 0; i < alternating.length; i++) {
      alternating[i] = i % 2 == 0 ? 110f : 90f;
    }
    FeatureMatrix features = fbank(Map.of("use-energy", "true")).compute(alternating);
    assertEquals((float) Math.log(400 * 10.0 * 10.0), features.at(0, 0), 1e-6f);
  }

  @Test
  void withoutTheLogarithmSilenceIsZero() {
    assertConstant(0f, fbank(Map.of("use-log-fbank", "false")).compute(new float[400]));
  }

  @Test
  void aFrameWithoutPaddingGivesNearlyTheSameBins() {
    FeatureMatrix padded = compute(Map.of("num-mel-bins", "5"));
    FeatureMatrix plain = compute(Map.of("num-mel-bins", "5", "round-to-power-of-two", "false"));
    // The spectrum is sampled at 201 rather than 257 frequencies, so bins sum fewer of them.
    float fewer = (float) Math.log(400.0 / 512.0);
    for (int i = 0; i < padded.values().length; i++) {
      assertEquals(padded.values()[i] + fewer, plain.values()[i], 0.1f);
    }
  }

  private static Fbank fbank(Map<String, String> options) {
    return new Fbank(FbankOptions.fromKaldi(options));
  }

  private static FeatureMatrix compute(Map<String, String> options) {
    return fbank(options).compute(Signals.quadratic(800));
  }

  private static void assertFeatures(float[][] goldens, FeatureMatrix features, int... frames) {
    for (int i = 0; i < goldens.length; i++) {
      assertEquals(goldens[i].length, features.dim());
      for (int d = 0; d < features.dim(); d++) {
        assertEquals(goldens[i][d], features.at(frames[i], d), GOLDEN_TOLERANCE);
      }
    }
  }

  private static void assertConstant(float value, FeatureMatrix features) {
    float[] expected = new float[features.values().length];
    Arrays.fill(expected, value);
    assertEquals(new FeatureMatrix(features.numFrames(), features.dim(), expected), features);
  }
}
