package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MelBanksTest {
  /** Rounding of mel values near 2800 over flanks of 68 mel. */
  private static final float TOLERANCE = 1e-5f;

  @Test
  void flanksAreLinearInMelAndPeakAtOne() {
    MelBanks banks = banks(Map.of("num-mel-bins", "40"));
    double step = (mel(8000) - mel(20)) / 41;
    for (int b = 0; b < 40; b++) {
      float[] weights = banks.weights(b);
      for (int i = 0; i < weights.length; i++) {
        double mel = mel(31.25 * (banks.firstIndex(b) + i));
        double fromCentre = Math.abs(mel - mel(20) - (b + 1) * step);
        assertEquals(1 - fromCentre / step, weights[i], TOLERANCE);
      }
    }
  }

  @Test
  void neighbouringFlanksAddUpToOne() {
    MelBanks banks = banks(Map.of());
    float[][] flat = new float[257][1];
    for (float[] row : flat) {
      row[0] = 1f;
    }
    float[] total = new float[257];
    for (int b = 0; b < banks.numBins(); b++) {
      for (int i = 0; i < banks.weights(b).length; i++) {
        total[banks.firstIndex(b) + i] += banks.weights(b)[i];
      }
    }
    for (int k = banks.firstIndex(1); k < banks.firstIndex(22); k++) {
      assertEquals(1f, total[k], TOLERANCE, "FFT bin " + k);
    }
    assertEquals(0f, total[0]);
    assertEquals(0f, total[256], "the Nyquist bin takes no part");
  }

  @Test
  void binsSumTheSpectrumByTheirWeights() {
    MelBanks banks = banks(Map.of("num-mel-bins", "3", "low-freq", "0"));
    float[][] impulse = new float[257][2];
    int bin = banks.firstIndex(1) + 4;
    impulse[bin][1] = 10f;
    float[][] energies = new float[3][2];
    banks.apply(impulse, energies);
    float[] without = {energies[0][0], energies[1][0], energies[2][0]};
    assertArrayEquals(new float[3], without);
    assertEquals(10f * banks.weights(1)[4], energies[1][1]);
  }

  @Test
  void moreBinsThanTheSpectrumCanFillAreRefused() {
    assertEquals(
        "option num-mel-bins is too large: bin 3 of 128, from 62.9563 to 93.0083 Hz, holds no bin"
            + " of the FFT, which are 31.25 Hz apart",
        message(Map.of("num-mel-bins", "128")));
  }

  @Test
  void eightyBinsAreFineForTelephoneSpeech() {
    assertEquals(80, banks(Map.of("num-mel-bins", "80", "sample-frequency", "8000")).numBins());
  }

  @ParameterizedTest
  @CsvSource({"20, 9000", "-1, 0", "8000, 0", "4000, 3000", "20, -8000"})
  void frequenciesThatDoNotFitTheRateAreRefused(String low, String high) {
    String message = message(Map.of("low-freq", low, "high-freq", high));
    assertTrue(
        message.startsWith(
            "options low-freq and high-freq must satisfy 0 <= low < high <= 8000.0 Hz, got low "),
        message);
  }

  @Test
  void fewerThanThreeBinsAreRefused() {
    assertEquals(
        "option num-mel-bins must be at least 3, got 2", message(Map.of("num-mel-bins", "2")));
  }

  @Test
  void warpingDividesFrequenciesInTheMiddleAndLeavesTheEnds() {
    VtlnWarp warp = new VtlnWarp(20f, 8000f, 100f, 7500f, 1.1f);
    assertEquals(20f, warp.hertz(20f));
    assertEquals(8000f, warp.hertz(8000f));
    assertEquals(1000f / 1.1f, warp.hertz(1000f), 1e-3f);
    assertEquals(20f + 80f / 90f * 10f, warp.hertz(30f), 1e-3f);
    assertEquals(9000f, warp.hertz(9000f), "outside the bank");
  }

  @Test
  void warpingMovesTheBins() {
    int plain = banks(Map.of()).firstIndex(10);
    int warped = banks(Map.of("vtln-warp", "0.8")).firstIndex(10);
    assertTrue(warped > plain, plain + " and " + warped);
  }

  @Test
  void warpingCutoffsOutsideTheBankAreRefused() {
    assertEquals(
        "options vtln-low and vtln-high must satisfy low-freq < vtln-low < vtln-high < high-freq,"
            + " got 20.0, 10.0, 7500.0, 8000.0 with factor 1.1",
        message(Map.of("vtln-low", "10", "vtln-warp", "1.1")));
  }

  @Test
  void warpingCutoffsDoNotMatterWithoutWarping() {
    assertEquals(23, banks(Map.of("vtln-low", "10")).numBins());
  }

  private static double mel(double hertz) {
    return 1127 * Math.log(1 + hertz / 700);
  }

  private static MelBanks banks(Map<String, String> options) {
    FbankOptions fbank = FbankOptions.fromKaldi(options);
    return new MelBanks(fbank.mel(), fbank.frame());
  }

  private static String message(Map<String, String> options) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> banks(options)).getMessage());
  }
}
