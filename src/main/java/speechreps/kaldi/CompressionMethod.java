package speechreps.kaldi;

/**
 * How a matrix is compressed: the numbers of {@code copy-feats --compression-method} (Kaldi: {@code
 * matrix/compressed-matrix.h}).
 *
 * <p>Compression is lossy. Bytes an element: {@code CM} 1 (and 8 a column), {@code CM2} 2, {@code
 * CM3} 1.
 */
public enum CompressionMethod {
  /** {@link #SPEECH_FEATURE} for more than 8 rows, otherwise {@link #TWO_BYTE_AUTO}. */
  AUTO(1),
  /** {@code CM}: a byte for each element, scaled by the quartiles of its column. */
  SPEECH_FEATURE(2),
  /** {@code CM2}: 65536 steps from the smallest to the largest element of the matrix. */
  TWO_BYTE_AUTO(3),
  /** {@code CM2}: integers from -32768 to 32767 exactly. */
  TWO_BYTE_SIGNED_INTEGER(4),
  /** {@code CM3}: 256 steps from the smallest to the largest element of the matrix. */
  ONE_BYTE_AUTO(5),
  /** {@code CM3}: integers from 0 to 255 exactly. */
  ONE_BYTE_UNSIGNED_INTEGER(6),
  /** {@code CM3}: 256 steps from 0 to 1. */
  ONE_BYTE_ZERO_ONE(7);

  /** The last number of rows for which quartiles are not worth their headers. */
  private static final int FEW_ROWS = 8;

  private final int number;

  CompressionMethod(int number) {
    this.number = number;
  }

  /** Kaldi's number of this method, 1 to 7. */
  public int number() {
    return number;
  }

  /** The method with Kaldi's number. */
  public static CompressionMethod ofNumber(int number) {
    for (CompressionMethod method : values()) {
      if (method.number == number) {
        return method;
      }
    }
    throw new IllegalArgumentException("compression method must be 1 to 7, got " + number);
  }

  /** The method that is really used for so many rows; never {@link #AUTO}. */
  CompressionMethod forRows(int numRows) {
    if (this != AUTO) {
      return this;
    }
    return numRows > FEW_ROWS ? SPEECH_FEATURE : TWO_BYTE_AUTO;
  }
}
