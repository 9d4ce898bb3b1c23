package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.dsp.SlidingCmvnOptions.Window;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;

class SlidingCmvnTest {
  /** Sums in double are updated by adding and subtracting; the result is a float. */
  private static final float TOLERANCE = 1e-5f;

  @ParameterizedTest
  @CsvSource({
    "false, 0, 0, 100",
    "false, 150, 0, 151",
    "false, 600, 0, 601",
    "false, 700, 100, 701",
    "true, 0, 0, 600",
    "true, 500, 200, 800",
    "true, 999, 400, 1000",
  })
  void theWindowStaysInsideTheUtterance(boolean center, int t, int start, int end)
      throws IOException {
    SlidingCmvnOptions options = new SlidingCmvnOptions(600, 100, center, false);
    assertEquals(new Window(start, end), options.window(t, 1000));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void anUtteranceShorterThanEveryWindowIsNormalizedAsAWhole(boolean center) throws IOException {
    FeatureMatrix features = new FeatureMatrix(50, 2, Signals.gaussian(100, 1));
    FeatureMatrix sliding =
        new SlidingCmvn(new SlidingCmvnOptions(600, 100, center, true))
            .apply(features, RowStore.IN_MEMORY)
            .whole();
    float[] whole = Cmvn.perUtterance(features, true, RowStore.IN_MEMORY).whole().values();
    assertArrayEquals(whole, sliding.values(), TOLERANCE);
  }

  @Test
  void eachFrameIsNormalizedByItsOwnWindow() throws IOException {
    FeatureMatrix features = new FeatureMatrix(6, 1, new float[] {1, 2, 4, 8, 16, 32});
    FeatureMatrix sliding = sliding(Map.of("cmn-window", "2", "min-cmn-window", "1"), features);
    float[] expected = {0, 0.5f, 4 - 7 / 3f, 8 - 14 / 3f, 16 - 28 / 3f, 32 - 56 / 3f};
    assertArrayEquals(expected, sliding.values(), TOLERANCE);
  }

  @Test
  void aWindowOfOneFrameGivesZero() throws IOException {
    FeatureMatrix features = new FeatureMatrix(1, 2, new float[] {3, 4});
    assertEquals(
        new FeatureMatrix(1, 2, new float[2]), sliding(Map.of("norm-vars", "true"), features));
  }

  @Test
  void noFramesGiveNoFrames() throws IOException {
    FeatureMatrix empty = new FeatureMatrix(0, 2, new float[0]);
    assertEquals(empty, sliding(Map.of(), empty));
  }

  @Test
  void anEmptyWindowIsRefused() throws IOException {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new SlidingCmvnOptions(0, 100, true, false));
    assertEquals(
        "options cmn-window and min-cmn-window must be at least 1, got 0 and 100", e.getMessage());
  }

  private static FeatureMatrix sliding(Map<String, String> options, FeatureMatrix features)
      throws IOException {
    return new SlidingCmvn(SlidingCmvnOptions.fromKaldi(options))
        .apply(features, RowStore.IN_MEMORY)
        .whole();
  }
}
