package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Options given by Kaldi's names. */
class OptionsByNameTest {
  @Test
  void filterBanksDefaultToKaldisValues() {
    FbankOptions options = FbankOptions.kaldiDefaults();
    assertEquals(FrameOptions.kaldiDefaults(), options.frame());
    assertEquals(MelOptions.kaldiDefaults(), options.mel());
    assertEquals(new EnergyOptions(false, 0f, true), options.energy());
    assertEquals(23, options.dim());
    assertTrue(options.useLogFbank() && options.usePower());
    assertFalse(options.htkCompat() || options.subtractMean());
  }

  @Test
  void cepstraDefaultToKaldisValues() {
    MfccOptions options = MfccOptions.kaldiDefaults();
    assertEquals(new EnergyOptions(true, 0f, true), options.energy());
    assertEquals(13, options.numCeps());
    assertEquals(22f, options.cepstralLifter());
  }

  @Test
  void ditherIsOffUnlessAskedFor() {
    assertEquals(0f, FrameOptions.kaldiDefaults().dither());
    assertEquals(1f, FbankOptions.fromKaldi(Map.of("dither", "1.0")).frame().dither());
  }

  @Test
  void underscoresAreReadAsHyphensAndCaseDoesNotMatter() {
    assertEquals(40, FbankOptions.fromKaldi(Map.of("num_Mel_bins", "40")).mel().numMelBins());
  }

  @Test
  void aFlagWithoutAValueIsTrue() {
    assertTrue(FbankOptions.fromKaldi(Map.of("use-energy", "")).energy().useEnergy());
    assertFalse(FbankOptions.fromKaldi(Map.of("use-log-fbank", "f")).useLogFbank());
  }

  @Test
  void anUnknownOptionIsNamedWithTheKnownOnes() {
    assertEquals(
        "unknown option cmn-windows for sliding CMVN, expected one of"
            + " [center, cmn-window, max-warnings, min-cmn-window, norm-vars]",
        message(() -> SlidingCmvnOptions.fromKaldi(Map.of("cmn_windows", "3"))));
  }

  @Test
  void anOptionOfAnotherFrontEndIsUnknown() {
    String message = message(() -> FbankOptions.fromKaldi(Map.of("num-ceps", "13")));
    assertTrue(message.startsWith("unknown option num-ceps for filter banks,"), message);
  }

  @Test
  void anOptionGivenInBothSpellingsIsRefused() {
    String message =
        message(() -> FbankOptions.fromKaldi(Map.of("low-freq", "20", "low_freq", "30")));
    assertTrue(message.matches("option low[-_]freq is given twice"), message);
  }

  @Test
  void moreCepstraThanBinsAreRefused() {
    assertEquals(
        "option num-ceps must be from 1 to num-mel-bins, 23, got 40",
        message(() -> MfccOptions.fromKaldi(Map.of("num-ceps", "40"))));
  }

  @Test
  void aNumberThatIsNotWholeIsRefusedWhereAnIntegerIsExpected() {
    assertEquals(
        "option num-mel-bins must be an integer, got \"40.5\"",
        message(() -> FbankOptions.fromKaldi(Map.of("num-mel-bins", "40.5"))));
  }

  @Test
  void spectrogramsHaveNoUseEnergyOption() {
    String message = message(() -> SpectrogramOptions.fromKaldi(Map.of("use-energy", "true")));
    assertTrue(message.startsWith("unknown option use-energy for spectrograms,"), message);
  }

  @Test
  void spectrogramsWithoutEnergyAreRefused() {
    EnergyOptions unused = new EnergyOptions(false, 0f, true);
    assertEquals(
        "a spectrogram always uses the energy, got use-energy off",
        message(() -> new SpectrogramOptions(FrameOptions.kaldiDefaults(), unused, false)));
  }

  @Test
  void optionsSurviveJavaSerialization() throws IOException, ClassNotFoundException {
    MfccOptions options = MfccOptions.fromKaldi(Map.of("window-type", "hamming"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(options);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(options, in.readObject());
    }
  }

  private static String message(Executable reading) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, reading).getMessage());
  }
}
