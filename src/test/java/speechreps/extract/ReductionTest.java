package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;

class ReductionTest {
  private static final FeatureMatrix FIVE =
      new FeatureMatrix(5, 2, new float[] {1, 10, 2, 20, 3, 30, 4, 40, 5, 50});

  @Test
  void everySecondRowStartsWithTheFirst() throws IOException {
    FeatureMatrix kept = new Reduction(2, Pooling.NONE, Precision.FP32).thin(FIVE).whole();

    assertEquals(new FeatureMatrix(3, 2, new float[] {1, 10, 3, 30, 5, 50}), kept);
  }

  @Test
  void allRowsAreTheSameMatrix() throws IOException {
    assertSame(FIVE, Reduction.NONE.thin(FIVE));
    assertSame(FIVE, Pooling.NONE.apply(FIVE));
  }

  @Test
  void meanIsOneRow() throws IOException {
    assertEquals(new FeatureMatrix(1, 2, new float[] {3, 30}), Pooling.MEAN.apply(FIVE).whole());
  }

  /** {@code numpy.concatenate([x.mean(0), x.std(0)])}. */
  @Test
  void meansComeBeforeDeviationsOfThePopulation() throws IOException {
    FeatureMatrix pooled = Pooling.MEAN_STD.apply(FIVE).whole();

    assertEquals(4, pooled.dim());
    assertArrayEquals(new float[] {3, 30, 1.4142135f, 14.142136f}, pooled.values());
  }

  @Test
  void deviationsOfLargeValuesDoNotCancel() throws IOException {
    FeatureMatrix far = new FeatureMatrix(2, 1, new float[] {1e6f, 1e6f + 1});

    assertEquals(0.5f, Pooling.MEAN_STD.apply(far).whole().at(0, 1));
  }

  @Test
  void oneRowHasNoDeviation() throws IOException {
    FeatureMatrix one = new FeatureMatrix(1, 1, new float[] {7});

    assertArrayEquals(new float[] {7, 0}, Pooling.MEAN_STD.apply(one).whole().values());
  }

  @Test
  void shapeTellsWhatRemains() {
    FeatureShape whole = new FeatureShape(768, 20, false, Map.of());

    assertEquals(
        new FeatureShape(1536, 60, true, Map.of()),
        new Reduction(3, Pooling.MEAN_STD, Precision.FP32).shape(whole));
  }

  @Test
  void valuesThatHalfPrecisionCannotHoldAreCounted() throws IOException {
    FeatureMatrix large =
        new FeatureMatrix(1, 4, new float[] {65519, 65520, -1e9f, Float.MIN_VALUE});

    assertEquals(2, new Reduction(1, Pooling.NONE, Precision.FP16).overflows(large));
    assertEquals(0, Reduction.NONE.overflows(large));
  }

  @Test
  void halfPrecisionVectorsAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new Reduction(1, Pooling.MEAN, Precision.FP16));

    assertEquals(
        "--precision fp16 is for frames: pooled vectors are stored as arrays of float32",
        e.getMessage());
  }

  @Test
  void keepingNoRowIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new Reduction(0, Pooling.NONE, Precision.FP32));

    assertEquals("--every must be at least 1, got 0", e.getMessage());
  }

  @Test
  void spellingIsThatOfTheOptions() {
    assertEquals(
        List.of("none", "mean", "mean+std"),
        List.of(Pooling.values()).stream().map(Pooling::toString).toList());
    assertEquals(
        Map.of("every", "2", "pool", "mean+std"),
        new Reduction(2, Pooling.MEAN_STD, Precision.FP32).describe());
    assertEquals(
        Map.of("precision", "fp16"), new Reduction(1, Pooling.NONE, Precision.FP16).describe());
  }
}
