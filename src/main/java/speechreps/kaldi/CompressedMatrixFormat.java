package speechreps.kaldi;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * Binary compressed matrices, without the {@code \0B} before them (Kaldi: {@code
 * matrix/compressed-matrix.cc}).
 *
 * <pre>
 * compressed := "CM "  header quartiles[cols] uint8[cols × rows]   column by column
 *             | "CM2 " header uint16[rows × cols]                  row by row
 *             | "CM3 " header uint8[rows × cols]                   row by row
 * header     := float32 min, float32 range, int32 rows, int32 cols
 * quartiles  := uint16[4]                                          see {@link Quartiles}
 * </pre>
 *
 * An element of {@code CM2} and {@code CM3} is {@code min + i × range / 65535}, or 255. Arithmetic
 * is float, with double where Kaldi's expressions promote, so that bytes are the same.
 *
 * <p>Deviation: Kaldi writes 20 header bytes for an empty matrix where it reads 16, which makes the
 * later keys of the archive unreadable; here it is 16 zero bytes.
 */
final class CompressedMatrixFormat {
  private static final int MAX_UINT16 = 65535;
  private static final int MAX_UINT8 = 255;

  private CompressedMatrixFormat() {}

  /**
   * The smallest value and the distance from it to the largest.
   *
   * @param min value of the code 0
   * @param range largest value less {@code min}, above 0
   */
  record Scale(float min, float range) {
    /** The code of a value, from 0 to {@code steps}. */
    int encode(float value, int steps) {
      float fraction = Math.max(0f, Math.min(1f, (value - min) / range));
      return (int) (fraction * steps + 0.499);
    }

    /** The value of a code out of 65535; Kaldi multiplies in this order, in float. */
    float decodeQuartile(int code) {
      return min + range * (1f / MAX_UINT16) * code;
    }
  }

  /** Reads what follows the token {@code CM}, {@code CM2} or {@code CM3}. */
  static FeatureMatrix readBody(KaldiInput in, String token) throws IOException {
    Scale scale = new Scale(in.float32("the smallest value"), in.float32("the range"));
    int rows = in.int32("the number of rows");
    int cols = in.int32("the number of columns");
    MatrixFormat.checkShape(in, rows, cols);
    String what = MatrixFormat.shape(rows, cols);
    long elements = (long) rows * cols;
    return switch (token) {
      case "CM" -> {
        byte[] headers = in.bytes((long) cols * Quartiles.BYTES, "the column headers of " + what);
        yield decodeColumns(rows, cols, scale, headers, in.bytes(elements, what));
      }
      case "CM2" -> decodeWords(rows, cols, scale, in.bytes(2 * elements, what));
      default -> decodeBytes(rows, cols, scale, in.bytes(elements, what));
    };
  }

  /**
   * Writes a matrix, token first. Reads the rows more than once.
   *
   * @throws IllegalArgumentException when a value is NaN or infinite; when the method takes its
   *     scale from the matrix, and the range is too large for a float
   */
  static void write(KaldiOutput out, FeatureRows rows, CompressionMethod requested)
      throws IOException {
    CompressionMethod method = requested.forRows(rows.numFrames());
    int cols = MatrixFormat.writtenCols(rows.numFrames(), rows.dim());
    boolean empty = cols == 0;
    Scale scale = empty ? new Scale(0, 0) : scaleOf(rows, method);
    out.token(token(method));
    out.float32(scale.min());
    out.float32(scale.range());
    out.int32(rows.numFrames());
    out.int32(cols);
    if (!empty) {
      writeElements(out, rows, method, scale);
    }
  }

  private static void writeElements(
      KaldiOutput out, FeatureRows rows, CompressionMethod method, Scale scale) throws IOException {
    switch (token(method)) {
      case "CM" -> CompressedColumns.write(out, rows, scale);
      case "CM2" ->
          rows.forEachBlock(
              (first, block) -> {
                for (float value : block.values()) {
                  out.int16(scale.encode(value, MAX_UINT16));
                }
              });
      default ->
          rows.forEachBlock(
              (first, block) -> {
                for (float value : block.values()) {
                  out.int8(scale.encode(value, MAX_UINT8));
                }
              });
    }
  }

  private static String token(CompressionMethod method) {
    return switch (method) {
      case AUTO -> throw new IllegalStateException("AUTO stands for one of the other methods");
      case SPEECH_FEATURE -> "CM";
      case TWO_BYTE_AUTO, TWO_BYTE_SIGNED_INTEGER -> "CM2";
      case ONE_BYTE_AUTO, ONE_BYTE_UNSIGNED_INTEGER, ONE_BYTE_ZERO_ONE -> "CM3";
    };
  }

  private static Scale scaleOf(FeatureRows rows, CompressionMethod method) throws IOException {
    ValueRange range = ValueRange.of(rows);
    return switch (method) {
      case TWO_BYTE_SIGNED_INTEGER -> new Scale(-32768f, 65535f);
      case ONE_BYTE_UNSIGNED_INTEGER -> new Scale(0f, 255f);
      case ONE_BYTE_ZERO_ONE -> new Scale(0f, 1f);
      default -> scaleOf(range.min(), range.max());
    };
  }

  /** A constant matrix gets a range above 0, as in Kaldi. */
  private static Scale scaleOf(float min, float max) {
    float top = max == min ? (float) (min + (1.0 + Math.abs(min))) : max;
    if (!Float.isFinite(top - min)) {
      throw new IllegalArgumentException(
          "a matrix from " + min + " to " + top + " has too large a range to be compressed");
    }
    return new Scale(min, top - min);
  }

  private static FeatureMatrix decodeColumns(
      int rows, int cols, Scale scale, byte[] headers, byte[] codes) {
    float[] values = new float[codes.length];
    for (int col = 0; col < cols; col++) {
      float[] levels = Quartiles.read(headers, col * Quartiles.BYTES).levels(scale);
      for (int row = 0; row < rows; row++) {
        values[row * cols + col] = Quartiles.decode(levels, codes[col * rows + row] & 0xff);
      }
    }
    return new FeatureMatrix(rows, cols, values);
  }

  private static FeatureMatrix decodeWords(int rows, int cols, Scale scale, byte[] codes) {
    float step = (float) (scale.range() * (1.0 / MAX_UINT16));
    float[] values = new float[codes.length / 2];
    for (int i = 0; i < values.length; i++) {
      int code = (codes[2 * i] & 0xff) | (codes[2 * i + 1] & 0xff) << 8;
      values[i] = scale.min() + code * step;
    }
    return new FeatureMatrix(rows, cols, values);
  }

  private static FeatureMatrix decodeBytes(int rows, int cols, Scale scale, byte[] codes) {
    float step = (float) (scale.range() * (1.0 / MAX_UINT8));
    float[] values = new float[codes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale.min() + (codes[i] & 0xff) * step;
    }
    return new FeatureMatrix(rows, cols, values);
  }
}
