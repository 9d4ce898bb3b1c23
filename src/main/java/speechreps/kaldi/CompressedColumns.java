package speechreps.kaldi;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * The headers and elements of a {@code CM} matrix, which stand column by column while the rows come
 * row by row: elements are gathered for as many columns at a time as {@link #GROUP_BYTES} hold, and
 * the rows are read once for each such group.
 */
final class CompressedColumns {
  /** An hour of DeCoAR, 360,000 × 2048, is read 11 times. */
  private static final int GROUP_BYTES = 64 << 20;

  private CompressedColumns() {}

  static void write(KaldiOutput out, FeatureRows rows, CompressedMatrixFormat.Scale scale)
      throws IOException {
    write(out, rows, scale, GROUP_BYTES);
  }

  /**
   * The same with another limit.
   *
   * @param groupBytes elements to be held at a time; a single column may be larger
   */
  static void write(
      KaldiOutput out, FeatureRows rows, CompressedMatrixFormat.Scale scale, int groupBytes)
      throws IOException {
    Quartiles[] headers =
        rows instanceof FeatureMatrix matrix
            ? headers(matrix, scale)
            : QuartileCounts.headers(rows, scale);
    float[][] levels = new float[headers.length][];
    for (int col = 0; col < headers.length; col++) {
      headers[col].write(out);
      levels[col] = headers[col].levels(scale);
    }
    writeElements(out, rows, levels, groupBytes);
  }

  /** Selecting is faster than counting where the rows are in memory. */
  private static Quartiles[] headers(FeatureMatrix matrix, CompressedMatrixFormat.Scale scale) {
    Quartiles[] headers = new Quartiles[matrix.dim()];
    float[] column = new float[matrix.numFrames()];
    for (int col = 0; col < headers.length; col++) {
      for (int row = 0; row < column.length; row++) {
        column[row] = matrix.at(row, col);
      }
      headers[col] = Quartiles.of(column, scale);
    }
    return headers;
  }

  private static void writeElements(
      KaldiOutput out, FeatureRows rows, float[][] levels, int groupBytes) throws IOException {
    int cols = levels.length;
    int group = Math.min(cols, Math.max(1, groupBytes / rows.numFrames()));
    byte[] elements = new byte[group * rows.numFrames()];
    for (int first = 0; first < cols; first += group) {
      int begin = first;
      int end = Math.min(cols, first + group);
      rows.forEachBlock(
          (start, block) -> {
            for (int col = begin; col < end; col++) {
              encode(block, col, levels[col], elements, (col - begin) * rows.numFrames() + start);
            }
          });
      out.bytes(elements, (end - begin) * rows.numFrames());
    }
  }

  private static void encode(FeatureMatrix block, int col, float[] levels, byte[] into, int at) {
    for (int row = 0; row < block.numFrames(); row++) {
      into[at + row] = (byte) Quartiles.encode(levels, block.at(row, col));
    }
  }
}
