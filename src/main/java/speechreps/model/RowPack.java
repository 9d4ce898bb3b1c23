package speechreps.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import speechreps.model.Windows.Window;
import speechreps.speech.FeatureRows;

/**
 * Pieces of inputs one after the other, for encoders that keep sequences apart without padding.
 *
 * <p>A few pieces are followed by a sequence of zeros: for less than 16 rows the engine has other
 * kernels, which round differently. So a row gets the same bits whatever is packed beside it.
 *
 * @param pieces at least one; their rows fit into an int
 */
record RowPack(List<Piece> pieces) {
  private static final int MIN_ROWS = 16;

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
   *
   * @param cutter the windows of an input of so many rows
   */
  static List<RowPack> of(
      List<? extends FeatureRows> inputs, IntFunction<List<Window>> cutter, int maxRows) {
    List<RowPack> packs = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    long rows = 0;
    for (int i = 0; i < inputs.size(); i++) {
      for (Window window : cutter.apply(inputs.get(i).numFrames())) {
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

  /** Rows of all sequences. */
  int rows() {
    return Math.max(MIN_ROWS, pieceRows());
  }

  /** Rows of each sequence: the pieces, and zeros if there are some. */
  List<Integer> lengths() {
    List<Integer> lengths = new ArrayList<>();
    pieces.forEach(piece -> lengths.add(piece.window.length()));
    if (pieceRows() < MIN_ROWS) {
      lengths.add(MIN_ROWS - pieceRows());
    }
    return lengths;
  }

  private int pieceRows() {
    return pieces.stream().mapToInt(piece -> piece.window.length()).sum();
  }

  /** Appends the rows of all sequences to {@code target}, {@code [rows × inputDim]}. */
  void fill(FloatBuffer target, List<? extends FeatureRows> inputs) {
    for (Piece piece : pieces) {
      Window window = piece.window;
      PartEncoder.read(inputs.get(piece.input), window.from(), window.length(), target);
    }
    while (target.hasRemaining()) {
      target.put(0);
    }
  }

  /** Appends each row's place in its sequence to {@code target}, {@code [rows]}. */
  void fillPositions(FloatBuffer target) {
    for (int length : lengths()) {
      for (int position = 0; position < length; position++) {
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
        outputs.put(piece.input, frame, column, source, row * width, width);
      }
      start += window.length();
    }
  }
}
