package speechreps.kaldi;

/**
 * Bytes of matrices and vectors in an archive, behind the key and its blank: see {@link
 * MatrixFormat}, {@link CompressedMatrixFormat} and {@link VectorFormat} for the layouts.
 */
public final class MatrixSize {
  /** The mark of binary data, {@code \\0B}. */
  private static final int BINARY = 2;

  /** A token of two letters with its blank, and two sizes of five bytes. */
  private static final int MATRIX_HEADER = 3 + 2 * 5;

  private static final int VECTOR_HEADER = 3 + 5;

  /** Smallest value, range, rows and columns. */
  private static final int COMPRESSED_HEADER = 16;

  /** A sign, a digit, a point, six digits and a blank, now and then an exponent. */
  private static final int TEXT_VALUE = 10;

  private MatrixSize() {}

  /** A matrix of values of so many bytes. */
  public static long binary(long rows, int cols, int bytesPerValue) {
    return BINARY + MATRIX_HEADER + rows * cols * bytesPerValue;
  }

  /** A vector in single precision. */
  public static long vector(int dim) {
    return BINARY + VECTOR_HEADER + (long) dim * Float.BYTES;
  }

  /** A compressed matrix. */
  public static long compressed(long rows, int cols, CompressionMethod method) {
    long values = rows * cols;
    return BINARY
        + COMPRESSED_HEADER
        + switch (method.forRows((int) Math.min(Integer.MAX_VALUE, rows))) {
          case AUTO -> throw new IllegalStateException("AUTO stands for one of the other methods");
          case SPEECH_FEATURE -> "CM ".length() + (long) cols * Quartiles.BYTES + values;
          case TWO_BYTE_AUTO, TWO_BYTE_SIGNED_INTEGER -> "CM2 ".length() + 2 * values;
          case ONE_BYTE_AUTO, ONE_BYTE_UNSIGNED_INTEGER, ONE_BYTE_ZERO_ONE ->
              "CM3 ".length() + values;
        };
  }

  /** A matrix as text; about, since it depends on the values. */
  public static long text(long rows, int cols) {
    return " [".length() + rows * (2 + (long) cols * TEXT_VALUE) + "]\n".length();
  }
}
