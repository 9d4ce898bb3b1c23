package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A named array of a checkpoint, row-major.
 *
 * @param name as the file spells it
 * @param shape its dimensions; empty for a scalar
 * @param type how elements are stored
 * @param data where all elements lie, little-endian
 */
public record Tensor(String name, List<Long> shape, TensorType type, FileRegion data) {
  /** Checks that the data hold exactly the elements of the shape. */
  public Tensor {
    shape = List.copyOf(shape);
    if (data.bytes() != elements(shape) * type.bytes()) {
      throw new IllegalArgumentException(
          name + ": shape " + shape + " of " + type + " in " + data.bytes() + " bytes");
    }
  }

  /** Number of elements. */
  public long size() {
    return elements(shape);
  }

  /**
   * Reads all elements and appends them to {@code target} as float32. Thread-safe.
   *
   * @throws IOException when the file has gone or became shorter
   * @throws IllegalStateException when the type is not floating point
   */
  public void appendTo(FloatBuffer target) throws IOException {
    data.forEachChunk(chunk -> type.widen(chunk, target));
  }

  private static long elements(List<Long> shape) {
    long product = 1;
    for (long dim : shape) {
      product = Math.multiplyExact(product, dim);
    }
    return product;
  }
}
