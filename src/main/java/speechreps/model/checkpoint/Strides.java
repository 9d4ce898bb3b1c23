package speechreps.model.checkpoint;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where the elements of an array lie, when they are not simply one after the other. */
final class Strides {
  private Strides() {}

  /**
   * The product of the sizes.
   *
   * @throws ArithmeticException beyond 64 bits
   */
  static long elements(List<Long> shape) {
    if (shape.contains(0L)) {
      return 0;
    }
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /**
   * How many elements lie from the first to the last one of an array, both included.
   *
   * @throws ArithmeticException beyond 64 bits
   */
  static long span(List<Long> shape, List<Long> strides) {
    if (shape.size() != strides.size()) {
      throw new IllegalArgumentException("shape " + shape + " with strides " + strides);
    }
    if (shape.contains(0L)) {
      return 0;
    }
    long last = 0;
    for (int i = 0; i < shape.size(); i++) {
      last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
    }
    return Math.addExact(last, 1);
  }

  /** The strides of an array whose rows lie one after the other. */
  static List<Long> rowMajor(List<Long> shape) {
    if (shape.contains(0L)) {
      return Collections.nCopies(shape.size(), 1L);
    }
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides.add(stride);
      stride = Math.multiplyExact(stride, shape.get(i));
    }
    Collections.reverse(strides);
    return strides;
  }

  /** Whether elements lie in the order of their indices, without gaps. */
  static boolean areRowMajor(List<Long> shape, List<Long> strides) {
    if (shape.contains(0L)) {
      return true;
    }
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      long size = shape.get(i);
      // Nothing ever steps along a dimension of size 1.
      if (size != 1 && strides.get(i) != expected) {
        return false;
      }
      expected *= size;
    }
    return true;
  }

  /** Appends the elements of an array in the order of their indices. */
  static void gather(List<Long> shape, List<Long> strides, float[] from, FloatBuffer target) {
    gather(shape, strides, 0, 0, from, target);
  }

  private static void gather(
      List<Long> shape,
      List<Long> strides,
      int dimension,
      int offset,
      float[] from,
      FloatBuffer target) {
    if (dimension == shape.size()) {
      target.put(from[offset]);
      return;
    }
    long size = shape.get(dimension);
    int stride = size == 1 ? 0 : Math.toIntExact(strides.get(dimension));
    for (long i = 0; i < size; i++) {
      gather(shape, strides, dimension + 1, offset + (int) i * stride, from, target);
    }
  }
}
