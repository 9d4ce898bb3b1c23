package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/** One second at 16 kHz, sample i has the value i. */
class SegmentCutterTest {
  private static final int RATE_HZ = 16000;
  private static final float[] SECOND = new float[RATE_HZ];
  private static final FeatureMatrix ROWS = new FeatureMatrix(RATE_HZ, 1, SECOND);

  static {
    for (int i = 0; i < SECOND.length; i++) {
      SECOND[i] = i;
    }
  }

  private final List<String> warnings = new ArrayList<>();

  @Test
  void withoutSegmentAllSamplesAreTaken() throws IOException {
    assertSame(ROWS, SegmentCutter.cut(ROWS, RATE_HZ, utterance(null), warnings));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 16000",
    "0.25, 0.75, 4000, 12000",
    "0.5, -1, 8000, 16000",
    // Times are rounded to the nearest sample, half a sample up.
    "0.00003, 0.5, 0, 8000",
    "0.00003125, 0.5, 1, 8000",
    // The shortest that is kept: one sample more than a tenth of a second.
    "0.5, 0.6000625, 8000, 9601",
  })
  void cutsFromSampleToSample(double start, double end, int firstSample, int endSample)
      throws IOException {
    float[] cut = cut(start, end);

    assertArrayEquals(Arrays.copyOfRange(SECOND, firstSample, endSample), cut);
    assertEquals(List.of(), warnings);
  }

  @ParameterizedTest
  @CsvSource({"1.0000625, 0.000", "1.25, 0.250", "1.4999375, 0.500"})
  void endLessThanHalfASecondBehindIsCutWithAWarning(double end, String seconds)
      throws IOException {
    assertEquals(16000 - 8000, cut(0.5, end).length);
    assertEquals(
        List.of("segment ends " + seconds + " s behind the end of its recording and is cut there"),
        warnings);
  }

  @Test
  void endHalfASecondBehindIsRefused() {
    assertRefused(
        "segment 0.500 s to 1.500 s ends behind the end of its recording of 1.000 s (a.wav)",
        0.5,
        1.5);
  }

  @Test
  void startAtTheEndIsRefused() {
    assertRefused(
        "segment 1.000 s to 1.200 s begins behind the end of its recording of 1.000 s (a.wav)",
        1.0,
        1.2);
  }

  @Test
  void tenthOfASecondIsTooShort() {
    assertRefused("segment too short: expected more than 0.1 s, got 0.100 s (a.wav)", 0.5, 0.6);
  }

  @Test
  void restShorterThanATenthOfASecondIsTooShort() {
    assertRefused(
        "segment too short: expected more than 0.1 s, got 0.050 s (a.wav)", 0.95, Segment.TO_END);
  }

  @Test
  void timesBeyondEverySampleNumberAreRefused() {
    assertRefused(
        "segment 1000000000000.000 s to 1000000000001.000 s begins behind the end of its recording"
            + " of 1.000 s (a.wav)",
        1e12,
        1e12 + 1);
  }

  private void assertRefused(String message, double start, double end) {
    UtteranceException e = assertThrows(UtteranceException.class, () -> cut(start, end));
    assertEquals(message, e.getMessage());
    assertEquals(FailureReason.BAD_SEGMENT, e.reason());
  }

  private float[] cut(double start, double end) throws IOException {
    return SegmentCutter.cut(ROWS, RATE_HZ, utterance(new Segment(start, end)), warnings)
        .whole()
        .values();
  }

  private static Utterance utterance(@Nullable Segment segment) {
    return new Utterance("a", "a.wav", segment, null, null, Double.NaN, "segments:1");
  }
}
