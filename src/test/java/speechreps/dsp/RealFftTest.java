package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {
  /** Relative to the largest bin: Kaldi's rotations cost more precision than others. */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32, 256, 512, 1024, 6, 10, 12, 30, 34, 250, 400})
  void powerIsThatOfTheFourierTransform(int length) {
    float[] signal = Signals.gaussian(length, length);
    double[] expected = new double[length / 2 + 1];
    double largest = 0;
    for (int k = 0; k < expected.length; k++) {
      expected[k] = power(signal, k);
      largest = Math.max(largest, expected[k]);
    }
    float[][] rows = columns(signal);
    float[][] power = new RealFft(length).powerRows(rows);
    new RealFft(length).powerSpectra(rows);
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], power[k][0], TOLERANCE * largest, "bin " + k);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 60})
  void aSignalsSpectrumDoesNotDependOnItsNeighbours(int length) {
    float[][] alone = columns(Signals.gaussian(length, 1));
    float[][] among =
        columns(
            Signals.gaussian(length, 2), Signals.gaussian(length, 1), Signals.gaussian(length, 3));
    new RealFft(length).powerSpectra(alone);
    new RealFft(length).powerSpectra(among);
    float[][] expected = new RealFft(length).powerRows(alone);
    float[][] power = new RealFft(length).powerRows(among);
    for (int k = 0; k < power.length; k++) {
      assertEquals(expected[k][0], power[k][1], 0f, "bin " + k);
    }
  }

  @Test
  void anOddLengthIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new RealFft(551));
    assertEquals("a real FFT needs an even length, got 551", e.getMessage());
  }

  @Test
  void sinesAndCosinesAreTheNearestFloatsOrTheirNeighbours() {
    float[] errors = new float[1000];
    for (int i = 0; i < errors.length; i++) {
      float angle = 0.01f * (i - 500);
      double error =
          Math.max(
              Math.abs(FloatTrig.sin(angle) - Math.sin(angle)),
              Math.abs(FloatTrig.cos(angle) - Math.cos(angle)));
      errors[i] = (float) error;
    }
    assertArrayEquals(new float[errors.length], errors, Math.ulp(0.5f));
  }

  private static float[][] columns(float[]... signals) {
    float[][] rows = new float[signals[0].length][signals.length];
    for (int i = 0; i < rows.length; i++) {
      for (int v = 0; v < signals.length; v++) {
        rows[i][v] = signals[v][i];
      }
    }
    return rows;
  }

  private static double power(float[] signal, int bin) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < signal.length; i++) {
      double angle = -2 * Math.PI * bin * i / signal.length;
      re += signal[i] * Math.cos(angle);
      im += signal[i] * Math.sin(angle);
    }
    return re * re + im * im;
  }
}
