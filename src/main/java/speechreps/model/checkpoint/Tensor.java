package speechreps.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A named array of a checkpoint, row-major.
 *
 * @param name as the file spells it
 * @param shape its dimensions; empty for a scalar
 * @param type how elements are stored
 * @param data all elements, little-endian; usually a view of the mapped file, never written to
 */
public record Tensor(String name, List<Long> shape, TensorType type, ByteBuffer data) {
  /** Checks that the data hold exactly the elements of the shape. */
  public Tensor {
    shape = List.copyOf(shape);
    if (data.remaining() != elements(shape) * type.bytes()) {
      throw new IllegalArgumentException(
          name + ": shape " + shape + " of " + type + " in " + data.remaining() + " bytes");
    }
  }

  /** Number of elements. */
  public int size() {
    return data.remaining() / type.bytes();
  }

  /**
   * Appends all elements to {@code target} as float32, row-major. Thread-safe.
   *
   * @throws IllegalStateException when the type is not floating point
   */
  public void appendTo(FloatBuffer target) {
    type.widen(data.duplicate().order(ByteOrder.LITTLE_ENDIAN), target);
  }

  private static long elements(List<Long> shape) {
    long product = 1;
    for (long dim : shape) {
      product = Math.multiplyExact(product, dim);
    }
    return product;
  }
}
