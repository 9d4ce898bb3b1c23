package speechreps.speech;

import java.io.IOException;

/**
 * Takes rows one block after the other, however many will come. Whoever opened it closes it; the
 * rows stay when they were finished before, and are gone otherwise. For one thread.
 */
public interface RowSink extends AutoCloseable {
  /**
   * Adds rows.
   *
   * @param values holds {@code count} rows from {@code offset} on; not kept
   * @throws ArithmeticException when there would be more rows than can be numbered
   * @throws IOException when the file cannot be written
   */
  void append(float[] values, int offset, int count) throws IOException;

  /** Drops what is behind the first {@code numRows} rows, if there are more. */
  void truncate(int numRows) throws IOException;

  /** The rows. Nothing can be added any more. */
  FeatureRows finish() throws IOException;

  @Override
  void close() throws IOException;
}
