package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;

/** Ranges of rows and columns, both ends included. */
class MatrixRangeTest {
  private static final FeatureMatrix MATRIX =
      new FeatureMatrix(4, 2, new float[] {0, 1, 10, 11, 20, 21, 30, 31});

  @Test
  void rowsIncludeTheirLast() throws KaldiFormatException {
    assertEquals(new FeatureMatrix(2, 2, new float[] {10, 11, 20, 21}), of("[1:2]"));
  }

  @Test
  void columnsComeAfterTheComma() throws KaldiFormatException {
    assertEquals(new FeatureMatrix(2, 1, new float[] {1, 11}), of("[0:1,1:1]"));
  }

  @Test
  void aColonIsAll() throws KaldiFormatException {
    assertEquals(MATRIX, of("[:]"));
    assertEquals(new FeatureMatrix(4, 1, new float[] {0, 10, 20, 30}), of("[:,0:0]"));
    assertEquals(new FeatureMatrix(1, 2, new float[] {30, 31}), of("[3:3,:]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2:4]", "[2:5]", "[2:6]"})
  void upToTwoRowsBeyondTheEndAreLeftOut(String range) throws KaldiFormatException {
    // The last of these is 6, as in Kaldi: 66 rows take [0:68].
    assertEquals(new FeatureMatrix(2, 2, new float[] {20, 21, 30, 31}), of(range));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0:7]", "[4:5]", "[:,0:2]", "[:,2:2]"})
  void whatIsNotThereIsRefused(String range) {
    Exception e = assertThrows(KaldiFormatException.class, () -> of(range));
    assertEquals(
        "expected the range " + range + " within the matrix, got a matrix of 4 x 2 (feats.ark:12)",
        e.getMessage());
  }

  @Test
  void aMatrixWithoutRowsHasNoRange() {
    FeatureMatrix empty = new FeatureMatrix(0, 0, new float[0]);
    MatrixRange all = MatrixRange.parse("[:]");
    assertThrows(KaldiFormatException.class, () -> all.of(empty, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[10]", "[,0:3]", "[0:9,]", "[]", "[0:]", "[0:1,0:1,0:1]", "[1:a]"})
  void otherFormsAreRefused(String range) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> MatrixRange.parse(range));
    assertEquals(
        "expected a range [first:last] or [first:last,first:last], got " + range, e.getMessage());
  }

  @Test
  void aFallingRangeIsRefused() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> MatrixRange.parse("[3:2]"));
    assertEquals("expected a range from 0 in rising order, got 3:2", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"[:] [:]", "[0:5] [0:5]", "[:,1:2] [:,1:2]", "[0:5,:] [0:5]"})
  void theTextIsThatOfAnScp(String range, String text) {
    assertEquals(text, MatrixRange.parse(range).text());
  }

  private static FeatureMatrix of(String range) throws KaldiFormatException {
    return MatrixRange.parse(range).of(MATRIX, "feats.ark:12");
  }
}
