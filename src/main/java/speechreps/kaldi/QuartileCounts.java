package speechreps.kaldi;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * Finds the {@link Quartiles} of all columns in two readings of the rows, whatever their number.
 *
 * <p>A header holds 16-bit codes, which never fall where values rise: the code of the element at a
 * rank is the code at that rank. The first reading counts the upper bytes of a column's codes,
 * which tells the upper byte at a rank; the second counts the lower bytes below that one. It takes
 * 5 KB a column.
 */
final class QuartileCounts {
  private static final int BYTE_VALUES = 256;

  private final CompressedMatrixFormat.Scale scale;

  /** {@code [cols × 256]}: elements of a column whose code has an upper byte. */
  private final int[] byUpper;

  /** {@code [cols × 4]}: the upper byte of the code at a rank. */
  private final int[] upper;

  /** {@code [cols × 4]}: ranks among the elements with that upper byte. */
  private final int[] ranks;

  /** {@code [cols × 4 × 256]}: elements with that upper byte whose code has a lower byte. */
  private final int[] byLower;

  private QuartileCounts(int rows, int cols, CompressedMatrixFormat.Scale scale) {
    this.scale = scale;
    this.byUpper = new int[cols * BYTE_VALUES];
    this.upper = new int[cols * Quartiles.COUNT];
    this.ranks = new int[cols * Quartiles.COUNT];
    this.byLower = new int[cols * Quartiles.COUNT * BYTE_VALUES];
    for (int col = 0; col < cols; col++) {
      System.arraycopy(Quartiles.ranks(rows), 0, ranks, col * Quartiles.COUNT, Quartiles.COUNT);
    }
  }

  /** The headers of all columns; there must be a row. */
  static Quartiles[] headers(FeatureRows rows, CompressedMatrixFormat.Scale scale)
      throws IOException {
    QuartileCounts counts = new QuartileCounts(rows.numFrames(), rows.dim(), scale);
    rows.forEachBlock((first, block) -> counts.countUpper(block));
    counts.findUpper();
    rows.forEachBlock((first, block) -> counts.countLower(block));
    Quartiles[] headers = new Quartiles[rows.dim()];
    int present = Math.min(rows.numFrames(), Quartiles.COUNT);
    for (int col = 0; col < headers.length; col++) {
      headers[col] = Quartiles.ofCodes(counts.codes(col, present));
    }
    return headers;
  }

  private void countUpper(FeatureMatrix block) {
    for (int i = 0; i < block.values().length; i++) {
      byUpper[i % block.dim() * BYTE_VALUES + (code(block, i) >>> Byte.SIZE)]++;
    }
  }

  private void findUpper() {
    for (int i = 0; i < ranks.length; i++) {
      int from = i / Quartiles.COUNT * BYTE_VALUES;
      while (upper[i] < BYTE_VALUES - 1 && ranks[i] >= byUpper[from + upper[i]]) {
        ranks[i] -= byUpper[from + upper[i]++];
      }
    }
  }

  private void countLower(FeatureMatrix block) {
    for (int i = 0; i < block.values().length; i++) {
      int code = code(block, i);
      int first = i % block.dim() * Quartiles.COUNT;
      for (int rank = first; rank < first + Quartiles.COUNT; rank++) {
        if (code >>> Byte.SIZE == upper[rank]) {
          byLower[rank * BYTE_VALUES + code % BYTE_VALUES]++;
        }
      }
    }
  }

  /** The codes at the ranks that a column has, 0 at the others. */
  private int[] codes(int col, int present) {
    int[] codes = new int[Quartiles.COUNT];
    for (int i = 0; i < present; i++) {
      int rank = col * Quartiles.COUNT + i;
      int lower = 0;
      for (int left = ranks[rank]; left >= byLower[rank * BYTE_VALUES + lower]; lower++) {
        left -= byLower[rank * BYTE_VALUES + lower];
      }
      codes[i] = upper[rank] * BYTE_VALUES + lower;
    }
    return codes;
  }

  private int code(FeatureMatrix block, int index) {
    return scale.encode(block.values()[index], Quartiles.MAX_CODE);
  }
}
