package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;

class FrameStackingTest {
  @ParameterizedTest
  @CsvSource({
    "1, 000",
    "2, 001",
    "3, 012",
    "4, 001 233",
    "5, 001 234",
    "6, 012 345",
    "7, 001 234 566",
    "8, 001 234 567"
  })
  void edgesAreCopiedWhereFramesAreNoMultipleOfThree(int numFrames, String expected)
      throws IOException {
    assertEquals(
        frames(expected, 3), FrameStacking.stack(numbered(numFrames), 3, RowStore.IN_MEMORY));
  }

  @Test
  void columnsOfAFrameStayTogether() throws IOException {
    FeatureMatrix features = new FeatureMatrix(2, 2, new float[] {1, 2, 3, 4});

    assertEquals(
        new FeatureMatrix(1, 6, new float[] {1, 2, 1, 2, 3, 4}),
        FrameStacking.stack(features, 3, RowStore.IN_MEMORY));
  }

  @Test
  void stacksOfOneFrameAreTheFrames() throws IOException {
    assertEquals(numbered(5), FrameStacking.stack(numbered(5), 1, RowStore.IN_MEMORY));
  }

  @Test
  void noFramesGiveNoStacks() throws IOException {
    assertEquals(
        new FeatureMatrix(0, 120, new float[0]),
        FrameStacking.stack(new FeatureMatrix(0, 40, new float[0]), 3, RowStore.IN_MEMORY));
  }

  @Test
  void aStackNeedsAFrame() throws IOException {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> FrameStacking.stack(numbered(3), 0, RowStore.IN_MEMORY));

    assertEquals("expected at least 1 frame to a stack, got 0", e.getMessage());
  }

  /** One column: the frame's number. */
  private static FeatureMatrix numbered(int numFrames) {
    float[] values = new float[numFrames];
    for (int i = 0; i < numFrames; i++) {
      values[i] = i;
    }
    return new FeatureMatrix(numFrames, 1, values);
  }

  private static FeatureMatrix frames(String digits, int dim) {
    String bare = digits.replace(" ", "");
    float[] values = new float[bare.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Character.digit(bare.charAt(i), 10);
    }
    return new FeatureMatrix(values.length / dim, dim, values);
  }
}
