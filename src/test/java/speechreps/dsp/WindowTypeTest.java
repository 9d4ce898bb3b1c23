package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTypeTest {
  /** A float's rounding. */
  private static final float TOLERANCE = 1e-7f;

  /** Of 5 samples, where the angles are multiples of a quarter turn. */
  @ParameterizedTest
  @CsvSource({
    "HANNING, 0, 0.5, 1",
    "SINE, 0, 0.70710678, 1",
    "HAMMING, 0.08, 0.54, 1",
    "POVEY, 0, 0.55478474, 1",
    "RECTANGULAR, 1, 1, 1",
    "BLACKMAN, 0, 0.34, 1",
  })
  void windowsFollowTheirFormula(WindowType type, float edge, float quarter, float middle) {
    float[] expected = {edge, quarter, middle, quarter, edge};
    assertArrayEquals(expected, type.taper(5, 0.42f), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(WindowType.class)
  void aSingleSampleIsTakenWhole(WindowType type) {
    assertArrayEquals(new float[] {1f}, type.taper(1, 0.42f));
  }

  @ParameterizedTest
  @EnumSource(WindowType.class)
  void kaldiWritesNamesInLowerCase(WindowType type) {
    assertEquals(type, WindowType.valueOf(type.kaldiName().toUpperCase(Locale.ROOT)));
  }
}
