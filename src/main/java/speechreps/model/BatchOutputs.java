package speechreps.model;

import java.nio.FloatBuffer;

/** Takes what becomes of a batch, a stretch of a row at a time. */
@FunctionalInterface
interface BatchOutputs {
  /**
   * Stores a part of a row.
   *
   * @param input number of the input in the batch
   * @param frame row of its output
   * @param column where the values begin
   * @param source holds them from {@code at} on; its position stays as it is
   * @param width how many
   * @throws java.io.UncheckedIOException when they cannot be stored
   */
  void put(int input, int frame, int column, FloatBuffer source, int at, int width);
}
