package speechreps.audio;

import java.io.IOException;
import java.util.Objects;
import speechreps.speech.FeatureRows;

/** What is made of all columns of rows, one number a row: a view, computed when it is read. */
record ColumnRows(FeatureRows rows, Reduction reduction) implements FeatureRows {
  private static final int BLOCK_VALUES = 1 << 14;

  /** Makes one number of a row. */
  @FunctionalInterface
  interface Reduction {
    /** The number, of {@code dim} values from {@code offset} on. */
    float of(float[] values, int offset, int dim);
  }

  /** One column as it is. */
  static ColumnRows one(FeatureRows rows, int column) {
    return new ColumnRows(rows, (values, offset, dim) -> values[offset + column]);
  }

  /** The mean of all columns, added up in double. */
  static ColumnRows mean(FeatureRows rows) {
    return new ColumnRows(rows, ColumnRows::mean);
  }

  private static float mean(float[] values, int offset, int dim) {
    double sum = 0;
    for (int c = 0; c < dim; c++) {
      sum += values[offset + c];
    }
    return (float) (sum / dim);
  }

  @Override
  public int numFrames() {
    return rows.numFrames();
  }

  @Override
  public int dim() {
    return 1;
  }

  @Override
  public void read(int first, int count, float[] target, int offset) throws IOException {
    Objects.checkFromIndexSize(first, count, numFrames());
    Objects.checkFromIndexSize(offset, count, target.length);
    int dim = rows.dim();
    int most = Math.max(1, BLOCK_VALUES / dim);
    float[] block = new float[Math.min(count, most) * dim];
    for (int done = 0; done < count; ) {
      int size = Math.min(most, count - done);
      rows.read(first + done, size, block, 0);
      for (int i = 0; i < size; i++) {
        target[offset + done + i] = reduction.of(block, i * dim, dim);
      }
      done += size;
    }
  }
}
