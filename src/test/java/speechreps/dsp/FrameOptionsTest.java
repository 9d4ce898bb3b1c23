package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameOptionsTest {
  @ParameterizedTest
  @CsvSource({"16000, 160, 400, 512", "8000, 80, 200, 256", "22050, 220, 551, 1024"})
  void sizesFollowFromTheRateAndAreCutOffToWholeSamples(
      String rate, int shift, int size, int padded) {
    FrameOptions options = frame("sample-frequency", rate);
    assertEquals(shift, options.windowShift());
    assertEquals(size, options.windowSize());
    assertEquals(padded, options.paddedWindowSize());
  }

  @Test
  void aFrameWhoseLengthIsAPowerOfTwoIsNotPadded() {
    assertEquals(512, frame("frame-length", "32").paddedWindowSize());
  }

  @Test
  void withoutRoundingFramesAreNotPadded() {
    assertEquals(400, frame("round-to-power-of-two", "false").paddedWindowSize());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "399, 0", "400, 1", "559, 1", "560, 2", "16000, 98"})
  void snipEdgesCountsFramesThatFitWhole(int numSamples, int numFrames) {
    assertEquals(numFrames, FrameOptions.kaldiDefaults().numFrames(numSamples));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "79, 0",
    "80, 1",
    "239, 1",
    "240, 2",
    "400, 3",
    "559, 3",
    "720, 5",
    "16000, 100"
  })
  void snipEdgesFalseGivesOneFramePerShift(int numSamples, int numFrames) {
    assertEquals(numFrames, frame("snip-edges", "false").numFrames(numSamples));
  }

  @Test
  void snipEdgesFalseCentresFramesOnTheirShift() {
    assertEquals(-120, frame("snip-edges", "false").firstSampleOfFrame(0));
    assertEquals(40, frame("snip-edges", "false").firstSampleOfFrame(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sample-frequency|0|option sample-frequency must be above 0, got 0.0",
        "frame-shift|0|option frame-shift must be at least one sample, got 0.0",
        "frame-length|0|option frame-length must be from 2 to 65536 samples, got 0.0",
        "dither|-1|option dither must be at least 0, got -1.0",
        "preemphasis-coefficient|1.5|option preemphasis-coefficient must be from 0 to 1, got 1.5",
        "dither|abc|option dither must be a number, got \"abc\"",
        "dither|NaN|option dither must be a finite number, got \"NaN\"",
        "snip-edges|yes|option snip-edges must be true or false, got \"yes\"",
        "window-type|blackmann|option window-type must be one of hanning, sine, hamming, povey,"
            + " rectangular, blackman, got \"blackmann\"",
      })
  void wrongValuesAreRefused(String key, String value, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> frame(key, value)).getMessage());
  }

  @Test
  void anOddFrameWithoutPaddingIsRefused() {
    Map<String, String> options =
        Map.of("sample-frequency", "22050", "round-to-power-of-two", "false");
    assertEquals(
        "without round-to-power-of-two a frame must have an even number of samples, got 551"
            + " (frame-length 25.0 at 22050.0 Hz)",
        assertThrows(IllegalArgumentException.class, () -> FbankOptions.fromKaldi(options))
            .getMessage());
  }

  private static FrameOptions frame(String key, String value) {
    return FbankOptions.fromKaldi(Map.of(key, value)).frame();
  }
}
