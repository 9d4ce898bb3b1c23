package speechreps.speech;

import java.util.Arrays;

/** Rows in an array that grows. */
public final class MemoryRows implements RowSink {
  private static final int FIRST_VALUES = 1 << 14;

  /** Java's largest array is a few elements smaller than this on some virtual machines. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;

  private final int dim;
  private float[] values;
  private int numRows;

  /**
   * No rows yet.
   *
   * @param expectedRows as many fit without growing, and are then handed on without a copy
   * @throws ArithmeticException when no array can hold them
   */
  public MemoryRows(int dim, long expectedRows) {
    this.dim = dim;
    long wanted = Math.multiplyExact(expectedRows, (long) dim);
    this.values = new float[wanted == 0 ? FIRST_VALUES : Math.toIntExact(wanted)];
  }

  @Override
  public void append(float[] source, int offset, int count) {
    int used = numRows * dim;
    int needed = Math.addExact(used, Math.multiplyExact(count, dim));
    if (needed > values.length) {
      values = Arrays.copyOf(values, (int) Math.min(MAX_ARRAY, Math.max(needed, 2L * used)));
    }
    System.arraycopy(source, offset, values, used, needed - used);
    numRows += count;
  }

  @Override
  public void truncate(int count) {
    numRows = Math.min(numRows, count);
  }

  /** Rows so far. */
  public int numRows() {
    return numRows;
  }

  @Override
  public FeatureMatrix finish() {
    int used = numRows * dim;
    return new FeatureMatrix(
        numRows, dim, used == values.length ? values : Arrays.copyOf(values, used));
  }

  @Override
  public void close() {
    // Memory needs no closing.
  }
}
