package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;

class CmvnTest {
  /** A few roundings of a float. */
  private static final float TOLERANCE = 1e-6f;

  /** Columns of mean 2 and 20 and variance 1 and 0. */
  private static final FeatureMatrix FEATURES = matrix(2, 1, 20, 3, 20);

  @Test
  void statisticsAreSumsCountAndSumsOfSquares() {
    double[] expected = {4, 40, 2, 10, 800, 0};
    assertArrayEquals(expected, CmvnStats.of(FEATURES).toMatrix());
  }

  @Test
  void squaresAreRoundedToFloatBeforeTheyAreSummed() {
    CmvnStats stats = CmvnStats.of(matrix(1, 1.1f));
    assertEquals(1.1f * 1.1f, stats.toMatrix()[2]);
  }

  @Test
  void mergedStatisticsAreThoseOfAllFrames() {
    CmvnStats sum = CmvnStats.of(FEATURES);
    sum.merge(CmvnStats.of(matrix(2, 5, 6)));
    CmvnStats all = new CmvnStats(2);
    all.accumulate(FEATURES);
    all.accumulate(matrix(2, 5, 6));
    assertEquals(all, sum);
  }

  @Test
  void statisticsSurviveStorageInAMatrix() {
    CmvnStats stats = CmvnStats.of(FEATURES);
    assertEquals(stats, CmvnStats.fromMatrix(stats.numRows(), stats.dim() + 1, stats.toMatrix()));
  }

  @Test
  void statisticsSurviveJavaSerialization() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(CmvnStats.of(FEATURES));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(CmvnStats.of(FEATURES), in.readObject());
    }
  }

  @Test
  void meansAreSubtracted() throws IOException {
    assertEquals(
        matrix(2, -1, 0, 1, 0), Cmvn.perUtterance(FEATURES, false, RowStore.IN_MEMORY).whole());
  }

  @Test
  void variancesOfThePopulationAreNormalizedAndConstantColumnsAreZero() throws IOException {
    float[] values =
        Cmvn.perUtterance(matrix(2, 1, 20, 5, 20), true, RowStore.IN_MEMORY).whole().values();
    assertArrayEquals(new float[] {-1, 0, 1, 0}, values, TOLERANCE);
  }

  @Test
  void skippedColumnsStayAsTheyAre() {
    CmvnStats stats = CmvnStats.of(FEATURES).skipping(1);
    assertEquals(matrix(2, -1, 20, 1, 20), Cmvn.apply(FEATURES, stats, true));
    assertEquals(matrix(2, -1, 20, 1, 20), Cmvn.apply(FEATURES, stats, false));
  }

  @Test
  void anUtteranceWithoutFramesStaysAsItIs() throws IOException {
    FeatureMatrix empty = matrix(2);
    assertSame(empty, Cmvn.perUtterance(empty, true, RowStore.IN_MEMORY).whole());
  }

  @Test
  void statisticsWithoutSquaresNormalizeMeans() {
    CmvnStats stats = CmvnStats.fromMatrix(1, 3, new double[] {4, 40, 2});
    assertEquals(matrix(2, -1, 0, 1, 0), Cmvn.apply(FEATURES, stats, false));
    assertArrayEquals(new double[] {4, 40, 2}, stats.toMatrix());
    assertMessage(
        "CMVN statistics must have two rows to normalise variances, got one",
        () -> Cmvn.apply(FEATURES, stats, true));
    assertMessage(
        "CMVN statistics with and without squares do not merge",
        () -> stats.merge(CmvnStats.of(FEATURES)));
  }

  @Test
  void statisticsOfNoFramesAreRefused() {
    assertMessage(
        "CMVN statistics must be of at least 1 frame, got 0.0",
        () -> Cmvn.apply(FEATURES, new CmvnStats(2), false));
  }

  @Test
  void statisticsOfOtherColumnsAreRefused() {
    assertMessage(
        "CMVN statistics have 3 columns, got features of 2",
        () -> Cmvn.apply(FEATURES, new CmvnStats(3), false));
  }

  @Test
  void statisticsThatAreNotFiniteAreRefused() {
    assertMessage(
        "CMVN statistics must be finite, got variance NaN in column 0",
        () ->
            Cmvn.apply(
                FEATURES,
                CmvnStats.fromMatrix(2, 3, new double[] {Double.NaN, 1, 2, 1, 1, 0}),
                true));
  }

  @Test
  void aMatrixOfAnotherShapeIsRefused() {
    assertMessage(
        "CMVN statistics must be 2 x (dim + 1) or 1 x (dim + 1), got 3 x 2 with 6 values",
        () -> CmvnStats.fromMatrix(3, 2, new double[6]));
  }

  @Test
  void columnsToSkipMustExist() {
    assertMessage("columns to skip must be from 0 to 1, got 2", () -> new CmvnStats(2).skipping(2));
  }

  private static FeatureMatrix matrix(int dim, float... values) {
    return new FeatureMatrix(values.length / dim, dim, values);
  }

  private static void assertMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
