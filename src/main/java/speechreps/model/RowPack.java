package speechreps.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import speechreps.model.Windows.Window;
import speechreps.speech.FeatureMatrix;

/**
 * Pieces of inputs one after the other, for encoders that keep sequences apart without padding.
 *
 * @param pieces at least one
 */
record RowPack(List<Piece> pieces) {
  /**
   * A stretch of an input.
   *
   * @param input its number in the batch
   * @param window the rows that are encoded, and those of them that count
   */
  record Piece(int input, Window window) {}

  /**
   * Cuts inputs into pieces and packs these, in order, up to a number of rows; a longer piece is a
   * pack of its own.
   */
  static List<RowPack> of(List<FeatureMatrix> inputs, Windows windows, int maxRows) {
    List<RowPack> packs = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < inputs.size(); i++) {
      for (Window window : windows.cut(inputs.get(i).numFrames())) {
        if (!pieces.isEmpty() && rows + window.length() > maxRows) {
          packs.add(new RowPack(List.copyOf(pieces)));
          pieces.clear();
          rows = 0;
        }
        pieces.add(new Piece(i, window));
        rows += window.length();
      }
    }
    if (!pieces.isEmpty()) {
      packs.add(new RowPack(List.copyOf(pieces)));
    }
    return packs;
  }

  /** Rows of all pieces. */
  int rows() {
    return pieces.stream().mapToInt(piece -> piece.window.length()).sum();
  }

  /** Rows of each piece. */
  List<Integer> lengths() {
    return pieces.stream().map(piece -> piece.window.length()).toList();
  }

  /** Appends the rows of all pieces to {@code target}, {@code [rows × inputDim]}. */
  void fill(FloatBuffer target, List<FeatureMatrix> inputs) {
    for (Piece piece : pieces) {
      FeatureMatrix input = inputs.get(piece.input);
      int dim = input.dim();
      target.put(input.values(), piece.window.from() * dim, piece.window.length() * dim);
    }
  }

  /** Appends each row's place in its piece to {@code target}, {@code [rows]}. */
  void fillPositions(FloatBuffer target) {
    for (Piece piece : pieces) {
      for (int position = 0; position < piece.window.length(); position++) {
        target.put(position);
      }
    }
  }

  /**
   * Stores the rows that count.
   *
   * @param source {@code [rows × width]}
   * @param column of {@code outputs} where they go
   */
  void store(FloatBuffer source, int width, BatchOutputs outputs, int column) {
    int start = 0;
    for (Piece piece : pieces) {
      Window window = piece.window;
      for (int frame = window.keepFrom(); frame < window.keepTo(); frame++) {
        int row = start + frame - window.from();
        int at = frame * outputs.dim() + column;
        source.get(row * width, outputs.values(piece.input), at, width);
      }
      start += window.length();
    }
  }
}
