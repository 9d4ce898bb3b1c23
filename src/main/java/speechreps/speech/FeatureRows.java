package speechreps.speech;

import java.io.IOException;

/**
 * Features of one utterance, row by row: in memory as a {@link FeatureMatrix}, or in a file when
 * they are too many. Raw audio as model input is rows of one column.
 *
 * <p>For one thread at a time, unless an implementation promises more.
 */
public interface FeatureRows {
  /** Values of a block: 1 MB. */
  int BLOCK_VALUES = 1 << 18;

  /** Rows of a block of so many columns, at least one. */
  static int blockRows(int dim) {
    return Math.max(1, BLOCK_VALUES / Math.max(1, dim));
  }

  /** Rows, one a frame. */
  int numFrames();

  /** Columns. */
  int dim();

  /**
   * Copies rows.
   *
   * @param first number of the first row
   * @param count how many
   * @param target takes {@code [count × dim]} values, row by row, from {@code offset} on
   * @throws IndexOutOfBoundsException when there are fewer rows, or {@code target} is too small
   * @throws IOException when the file cannot be read
   */
  void read(int first, int count, float[] target, int offset) throws IOException;

  /** Takes some rows of an utterance. */
  @FunctionalInterface
  interface BlockConsumer {
    /**
     * Takes rows.
     *
     * @param first number of the first of them
     * @param rows must not be written to
     */
    void accept(int first, FeatureMatrix rows) throws IOException;
  }

  /** A copy of some rows. */
  default FeatureMatrix block(int first, int count) throws IOException {
    float[] values = new float[Math.multiplyExact(count, dim())];
    read(first, count, values, 0);
    return new FeatureMatrix(count, dim(), values);
  }

  /**
   * All rows in memory, for what cannot be done block by block.
   *
   * @throws ArithmeticException when an array cannot hold them
   */
  default FeatureMatrix whole() throws IOException {
    return block(0, numFrames());
  }

  /** Hands on all rows in order, in blocks of a size that is easy on memory. */
  default void forEachBlock(BlockConsumer consumer) throws IOException {
    int most = blockRows(dim());
    for (int first = 0; first < numFrames(); first += most) {
      consumer.accept(first, block(first, Math.min(most, numFrames() - first)));
    }
  }
}
