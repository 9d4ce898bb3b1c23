package speechreps.kaldi;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * Binary matrices, without the {@code \0B} before them (Kaldi: {@code matrix/kaldi-matrix.cc},
 * {@code MatrixBase::Write}, {@code Matrix::Read}).
 *
 * <pre>
 * matrix := "FM " size rows size cols float32[rows × cols]   row by row
 *         | "DM " size rows size cols float64[rows × cols]
 *         | compressed                                       see {@link CompressedMatrixFormat}
 * size   := byte 4                                           bytes of the integer that follows
 * rows, cols := int32, little endian; both 0 or both positive
 * </pre>
 *
 * Readers take any of them and convert.
 */
final class MatrixFormat {
  private static final String EXPECTED = "expected a matrix (FM, DM, CM, CM2 or CM3), got ";

  private MatrixFormat() {}

  static FeatureMatrix readFloat(KaldiInput in) throws IOException {
    long start = in.position();
    String token = in.token();
    return switch (token) {
      case "FM" -> floatBody(in);
      case "DM" -> doubleBody(in).toFeatureMatrix();
      case "CM", "CM2", "CM3" -> CompressedMatrixFormat.readBody(in, token);
      default -> throw in.error(start, EXPECTED + token);
    };
  }

  static DoubleMatrix readDouble(KaldiInput in) throws IOException {
    long start = in.position();
    String token = in.token();
    return switch (token) {
      case "FM" -> DoubleMatrix.of(floatBody(in));
      case "DM" -> doubleBody(in);
      case "CM", "CM2", "CM3" -> DoubleMatrix.of(CompressedMatrixFormat.readBody(in, token));
      default -> throw in.error(start, EXPECTED + token);
    };
  }

  static void writeFloat(KaldiOutput out, FeatureRows rows) throws IOException {
    out.token("FM");
    writeShape(out, rows.numFrames(), rows.dim());
    rows.forEachBlock((first, block) -> out.floats(block.values()));
  }

  /** Features in double precision, which is exact. */
  static void writeWidened(KaldiOutput out, FeatureRows rows) throws IOException {
    out.token("DM");
    writeShape(out, rows.numFrames(), rows.dim());
    rows.forEachBlock(
        (first, block) -> {
          for (float value : block.values()) {
            out.float64(value);
          }
        });
  }

  static void writeDouble(KaldiOutput out, DoubleMatrix matrix) throws IOException {
    out.token("DM");
    writeShape(out, matrix.numRows(), matrix.numCols());
    out.doubles(matrix.values());
  }

  /** Refuses the shapes that Kaldi cannot hold. */
  static void checkShape(KaldiInput in, int rows, int cols) throws IOException {
    if (rows < 0 || cols < 0 || (rows == 0) != (cols == 0)) {
      throw in.error(
          "expected rows and columns both positive or both 0, got " + rows + " x " + cols);
    }
  }

  /**
   * The columns to write: Kaldi aborts on 0 rows of 40 columns, so a matrix without rows is 0 x 0.
   *
   * @throws IllegalArgumentException for rows without columns, which no Kaldi file can hold
   */
  static int writtenCols(int rows, int cols) {
    if (rows > 0 && cols == 0) {
      throw new IllegalArgumentException("a matrix of " + rows + " rows must have columns, got 0");
    }
    return rows == 0 ? 0 : cols;
  }

  private static void writeShape(KaldiOutput out, int rows, int cols) throws IOException {
    out.sizedInt(rows);
    out.sizedInt(writtenCols(rows, cols));
  }

  private static FeatureMatrix floatBody(KaldiInput in) throws IOException {
    int rows = in.sizedInt("the number of rows");
    int cols = in.sizedInt("the number of columns");
    checkShape(in, rows, cols);
    return new FeatureMatrix(rows, cols, in.floats((long) rows * cols, shape(rows, cols)));
  }

  private static DoubleMatrix doubleBody(KaldiInput in) throws IOException {
    int rows = in.sizedInt("the number of rows");
    int cols = in.sizedInt("the number of columns");
    checkShape(in, rows, cols);
    return new DoubleMatrix(rows, cols, in.doubles((long) rows * cols, shape(rows, cols)));
  }

  /** How messages name a matrix. */
  static String shape(int rows, int cols) {
    return "a matrix of " + rows + " x " + cols;
  }
}
