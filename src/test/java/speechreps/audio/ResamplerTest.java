package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;

class ResamplerTest {
  private static final float AMPLITUDE = 10000;

  /** Ripple and images of the filter, as its Javadoc states them. */
  private static final float PASS_BAND_ERROR = 1e-5f * AMPLITUDE;

  /** 105 dB below the amplitude. */
  private static final float STOP_BAND_ERROR = 6e-6f * AMPLITUDE;

  /** Samples at either end that the silence beyond them touches. */
  private static final int EDGE = 400;

  @ParameterizedTest
  @CsvSource({
    "48000, 16000",
    "44100, 16000",
    "32000, 16000",
    "22050, 16000",
    "8000, 16000",
    "16000, 8000",
    "16000, 44100",
    "11025, 16000",
    "12345, 16000"
  })
  void aSineStaysTheSameSineAtTheSameTime(int fromHz, int toHz) throws IOException {
    for (double share : new double[] {0.01, 0.3, 0.7, 0.92}) {
      double hz = share * Math.min(fromHz, toHz) / 2;
      float[] got = resample(sine(hz, fromHz, fromHz), fromHz, toHz);
      float[] expected = sine(hz, toHz, toHz);
      assertEquals(expected.length, got.length);
      for (int k = EDGE; k < got.length - EDGE; k++) {
        assertEquals(expected[k], got[k], PASS_BAND_ERROR, "sample " + k + " of " + hz + " Hz");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 1.1, 1.7, 2.5})
  void whatTheNewRateCannotHoldIsGone(double share) throws IOException {
    float[] got = resample(sine(share * 8000, 48000, 48000), 48000, 16000);
    for (int k = EDGE; k < got.length - EDGE; k++) {
      assertEquals(0, got[k], STOP_BAND_ERROR);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50, 799, 800, 16384, 16385})
  void theNumberOfSamplesIsTheDurationRoundedUp(int numSamples) throws IOException {
    float[] samples = new float[numSamples];
    assertEquals((numSamples + 2) / 3, resample(samples, 48000, 16000).length);
    assertEquals(2 * numSamples, resample(samples, 8000, 16000).length);
  }

  @Test
  void aRecordingShorterThanTheFilterIsResampledToo() throws IOException {
    float[] pulse = new float[31];
    for (int i = 0; i < pulse.length; i++) {
      pulse[i] = gauss(i - 15, 3);
    }
    float[] got = resample(pulse, 8000, 16000);
    for (int k = 0; k < got.length; k++) {
      assertEquals(gauss(k / 2.0 - 15, 3), got[k], 2e-4f * AMPLITUDE);
    }
  }

  @Test
  void theSameInputGivesTheSameBits() throws IOException {
    float[] samples = sine(1234, 44100, 5000);
    assertArrayEquals(resample(samples, 44100, 16000), resample(samples, 44100, 16000), 0f);
  }

  @Test
  void equalRatesLeaveTheSamplesAlone() throws IOException {
    float[] samples = {1, 2, 3};
    assertSame(samples, resample(samples, 16000, 16000));
  }

  @Test
  void theNumberOfSamplesIsKnownBeforehandEvenWhenNoArrayHoldsThem() {
    assertEquals(160, Resampler.outputLength(1, 100, 16000));
    assertEquals(34, Resampler.outputLength(100, 48000, 16000));
    assertEquals(320_000_000_000L, Resampler.outputLength(2_000_000_000, 100, 16000));
  }

  @Test
  void aRatioThatTheFilterCannotHaveIsRefused() throws IOException {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> resample(new float[1], 999_983, 44_100));
    assertEquals(
        "cannot resample from 999983 Hz to 44100 Hz: Cannot allocate memory", e.getMessage());
  }

  @Test
  void aRateBelowOneIsRefused() throws IOException {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> resample(new float[1], 0, 16000));
    assertEquals("sample rates must be at least 1 Hz, got 0 and 16000", e.getMessage());
  }

  private static float[] resample(float[] samples, int fromHz, int toHz) throws IOException {
    FeatureMatrix rows = new FeatureMatrix(samples.length, 1, samples);
    return Resampler.resample(rows, fromHz, toHz, RowStore.IN_MEMORY).whole().values();
  }

  private static float[] sine(double hz, int rateHz, int numSamples) {
    float[] samples = new float[numSamples];
    for (int i = 0; i < numSamples; i++) {
      samples[i] = (float) (AMPLITUDE * Math.sin(2 * Math.PI * hz * i / rateHz + 0.3));
    }
    return samples;
  }

  private static float gauss(double distance, double width) {
    return (float) (AMPLITUDE * Math.exp(-0.5 * distance * distance / width / width));
  }
}
