package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;

class DeltasTest {
  /** A few roundings of a float. */
  private static final float TOLERANCE = 1e-5f;

  @Test
  void aRampHasSlopeOneAndNoCurvatureAwayFromItsEnds() throws IOException {
    FeatureMatrix deltas = deltas(Map.of(), 20, i -> i);
    assertEquals(3, deltas.dim());
    for (int t = 4; t < 16; t++) {
      assertEquals(t, deltas.at(t, 0));
      assertEquals(1f, deltas.at(t, 1), TOLERANCE);
      assertEquals(0f, deltas.at(t, 2), TOLERANCE);
    }
  }

  @Test
  void aParabolaHasCurvatureTwo() throws IOException {
    FeatureMatrix deltas = deltas(Map.of(), 20, i -> i * i);
    assertEquals(20f, deltas.at(10, 1), TOLERANCE);
    assertEquals(2f, deltas.at(10, 2), TOLERANCE * 10);
  }

  @Test
  void theFirstAndLastFrameStandForThoseBeyond() throws IOException {
    FeatureMatrix deltas = deltas(Map.of("delta-order", "1"), 3, i -> i);
    assertEquals(2, deltas.dim());
    // Regression over −2 … 2 with weights j / 10 of 0 0 0 1 2, of 0 0 1 2 2 and of 0 1 2 2 2.
    assertArrayEquals(new float[] {0, 0.5f, 1, 0.6f, 2, 0.5f}, deltas.values(), TOLERANCE);
  }

  @Test
  void orderZeroChangesNothing() throws IOException {
    FeatureMatrix deltas = deltas(Map.of("delta-order", "0"), 3, i -> i);
    assertEquals(new FeatureMatrix(3, 1, new float[] {0, 1, 2}), deltas);
  }

  @Test
  void derivativesFollowTheFrameColumnByColumn() throws IOException {
    FeatureMatrix features = new FeatureMatrix(1, 2, new float[] {7, 8});
    FeatureMatrix deltas =
        new Deltas(DeltaOptions.kaldiDefaults()).apply(features, RowStore.IN_MEMORY).whole();
    assertEquals(6, deltas.dim());
    assertArrayEquals(new float[] {7, 8, 0, 0, 0, 0}, deltas.values(), TOLERANCE);
  }

  @Test
  void noFramesGiveNoFrames() throws IOException {
    assertEquals(new FeatureMatrix(0, 3, new float[0]), deltas(Map.of(), 0, i -> i));
  }

  @Test
  void aWindowOfNoFramesIsRefused() throws IOException {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> DeltaOptions.fromKaldi(Map.of("delta-window", "0")));
    assertEquals("option delta-window must be from 1 to 999, got 0", e.getMessage());
  }

  private interface Course {
    float at(int frame);
  }

  private static FeatureMatrix deltas(Map<String, String> options, int numFrames, Course course)
      throws IOException {
    float[] values = new float[numFrames];
    for (int t = 0; t < numFrames; t++) {
      values[t] = course.at(t);
    }
    FeatureMatrix features = new FeatureMatrix(numFrames, 1, values);
    return new Deltas(DeltaOptions.fromKaldi(options)).apply(features, RowStore.IN_MEMORY).whole();
  }
}
