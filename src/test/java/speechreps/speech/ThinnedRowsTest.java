package speechreps.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every so many rows of others. */
class ThinnedRowsTest {
  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "3,1", "4,2", "6,2", "7,3"})
  void oneRowOfThreeIsKeptAndTheFirstAlways(int rows, int kept) {
    assertEquals(kept, new ThinnedRows(counted(rows), 3).numFrames());
  }

  @Test
  void aStepBeyondTheEndKeepsTheFirstRow() throws IOException {
    ThinnedRows thinned = new ThinnedRows(counted(7), Integer.MAX_VALUE);

    assertEquals(new FeatureMatrix(1, 2, new float[] {0, 0.5f}), thinned.whole());
  }

  @Test
  void rowsAreThoseThatAreKept() throws IOException {
    ThinnedRows thinned = new ThinnedRows(counted(7), 3);

    assertEquals(2, thinned.dim());
    assertEquals(new FeatureMatrix(3, 2, new float[] {0, 0.5f, 3, 3.5f, 6, 6.5f}), thinned.whole());
    assertEquals(new FeatureMatrix(2, 2, new float[] {3, 3.5f, 6, 6.5f}), thinned.block(1, 2));
  }

  @Test
  void rowsAreReadToTheirPlaceInAnArray() throws IOException {
    float[] target = new float[4];

    new ThinnedRows(counted(4), 3).read(1, 1, target, 1);

    assertArrayEquals(new float[] {0, 3, 3.5f, 0}, target);
  }

  @Test
  void rowsBeyondTheLastAreRefused() {
    ThinnedRows thinned = new ThinnedRows(counted(7), 3);

    assertThrows(IndexOutOfBoundsException.class, () -> thinned.block(2, 2));
  }

  /** Rows of their number, and half more. */
  private static FeatureMatrix counted(int rows) {
    float[] values = new float[2 * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 2f;
    }
    return new FeatureMatrix(rows, 2, values);
  }
}
