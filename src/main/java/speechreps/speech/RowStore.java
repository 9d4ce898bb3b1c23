package speechreps.speech;

import java.io.IOException;

/** Decides where rows are kept: in memory, or in a temporary file when they are many. */
public interface RowStore {
  /** Everything in memory. */
  RowStore IN_MEMORY = MemoryRows::new;

  /**
   * Rows of so many columns, none yet.
   *
   * @param expectedRows how many will come; 0 when that is not known. The caller makes sure that
   *     there is something behind the number: memory may be taken at once.
   */
  RowSink newRows(int dim, long expectedRows) throws IOException;

  /** Frees rows that this store has put into a file; others stay. */
  default void free(FeatureRows rows) throws IOException {}

  /** False for rows in a file that was freed. */
  default boolean holds(FeatureRows rows) {
    return true;
  }

  /**
   * Puts here what becomes of rows.
   *
   * @param step what becomes of a block of them: as many rows, of {@code dim} columns
   */
  default FeatureRows map(FeatureRows rows, int dim, BlockStep step) throws IOException {
    try (RowSink sink = newRows(dim, rows.numFrames())) {
      rows.forEachBlock(
          (first, block) -> sink.append(step.apply(first, block), 0, block.numFrames()));
      return sink.finish();
    }
  }

  /** Computes rows from as many others. */
  @FunctionalInterface
  interface BlockStep {
    /**
     * Computes a block.
     *
     * @param first number of its first row
     * @param rows must not be written to
     * @return row-major; read before the next call
     */
    float[] apply(int first, FeatureMatrix rows) throws IOException;
  }
}
