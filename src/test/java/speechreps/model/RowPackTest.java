package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.model.RowPack.Piece;
import speechreps.model.Windows.Window;
import speechreps.speech.FeatureMatrix;

class RowPackTest {
  private static final Windows WINDOWS = new Windows(20, 10);

  @Test
  void piecesArePackedInOrderUpToTheLimit() {
    assertEquals(
        List.of(List.of(8, 12), List.of(15), List.of(16)), lengths(List.of(8, 12, 15, 16), 20));
  }

  @Test
  void windowsOfOneInputMayLieInSeveralPacks() {
    assertEquals(List.of(List.of(20, 20), List.of(20, 18)), lengths(List.of(40, 18), 40));
  }

  @Test
  void aPieceBeyondTheLimitIsAPackOfItsOwn() {
    assertEquals(List.of(List.of(17), List.of(20), List.of(18)), lengths(List.of(17, 20, 18), 18));
  }

  @Test
  void aSmallPackIsFilledUpWithZerosOfASequenceOfTheirOwn() {
    RowPack pack = RowPack.of(List.of(numbered(3, 2)), WINDOWS::cut, 20).get(0);
    FloatBuffer rows = FloatBuffer.allocate(pack.rows() * 2);
    pack.fill(rows, List.of(numbered(3, 2)));
    FloatBuffer positions = FloatBuffer.allocate(pack.rows());
    pack.fillPositions(positions);

    assertEquals(16, pack.rows());
    assertEquals(List.of(3, 13), pack.lengths());
    float[] expected = new float[32];
    System.arraycopy(numbered(3, 2).values(), 0, expected, 0, 6);
    assertArrayEquals(expected, rows.array());
    assertArrayEquals(
        new float[] {0, 1, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, positions.array());
  }

  @Test
  void rowsOfWindowsComeBackWhereTheyCount() {
    List<FeatureMatrix> inputs = List.of(numbered(2, 1), numbered(33, 1), numbered(7, 1));
    MatrixOutputs outputs = new MatrixOutputs(new int[] {2, 33, 7}, 3);
    for (RowPack pack : RowPack.of(inputs, WINDOWS::cut, 30)) {
      FloatBuffer rows = FloatBuffer.allocate(pack.rows());
      pack.fill(rows, inputs);
      pack.store(rows.flip(), 1, outputs, 1);
    }

    for (int i = 0; i < inputs.size(); i++) {
      FeatureMatrix output = outputs.matrices().get(i);
      for (int frame = 0; frame < output.numFrames(); frame++) {
        assertEquals(0, output.at(frame, 0));
        assertEquals(inputs.get(i).at(frame, 0), output.at(frame, 1));
        assertEquals(0, output.at(frame, 2));
      }
    }
  }

  @Test
  void rowsThatDoNotCountAreDropped() {
    RowPack pack =
        new RowPack(
            List.of(new Piece(0, new Window(0, 10, 0, 7)), new Piece(0, new Window(4, 14, 7, 14))));
    MatrixOutputs outputs = new MatrixOutputs(new int[] {14}, 1);
    float[] rows = new float[20];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    pack.store(FloatBuffer.wrap(rows), 1, outputs, 0);

    assertArrayEquals(
        new float[] {0, 1, 2, 3, 4, 5, 6, 13, 14, 15, 16, 17, 18, 19},
        outputs.matrices().get(0).values());
  }

  private static List<List<Integer>> lengths(List<Integer> inputs, int maxRows) {
    List<FeatureMatrix> matrices = inputs.stream().map(length -> numbered(length, 1)).toList();
    return RowPack.of(matrices, WINDOWS::cut, maxRows).stream()
        .map(pack -> pack.pieces().stream().map(piece -> piece.window().length()).toList())
        .toList();
  }

  private static FeatureMatrix numbered(int numFrames, int dim) {
    float[] values = new float[numFrames * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    return new FeatureMatrix(numFrames, dim, values);
  }
}
