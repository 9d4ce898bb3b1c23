package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A named array of a checkpoint, read in row-major order.
 *
 * @param name as the file spells it
 * @param shape its dimensions; empty for a scalar
 * @param strides for each dimension, how many elements of the data lie between an index and the
 *     next, 0 or more; a transposed or expanded view of PyTorch has others than a row-major array
 * @param type how elements are stored
 * @param data from the first element that is used to the last, little-endian
 */
public record Tensor(
    String name, List<Long> shape, List<Long> strides, TensorType type, FileRegion data) {
  private static final long MAX_VIEW_SPAN = 1 << 28;

  /** Checks that the data hold exactly what shape and strides reach. */
  public Tensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (data.bytes() != Strides.span(shape, strides) * type.bytes()) {
      throw new IllegalArgumentException(
          name
              + ": shape "
              + shape
              + " with strides "
              + strides
              + " of "
              + type
              + " in "
              + data.bytes()
              + " bytes");
    }
  }

  /** A row-major array whose elements are the data. */
  public Tensor(String name, List<Long> shape, TensorType type, FileRegion data) {
    this(name, shape, Strides.rowMajor(shape), type, data);
  }

  /** The same array by another name. */
  public Tensor named(String otherName) {
    return new Tensor(otherName, shape, strides, type, data);
  }

  /** Number of elements. */
  public long size() {
    return Strides.elements(shape);
  }

  /**
   * Reads all elements and appends them to {@code target} as float32. Thread-safe.
   *
   * @throws IOException when the file has gone or became shorter
   * @throws IllegalStateException when the type is not floating point
   */
  public void appendTo(FloatBuffer target) throws IOException {
    if (Strides.areRowMajor(shape, strides)) {
      data.forEachChunk(chunk -> type.widen(chunk, target));
    } else {
      appendView(target);
    }
  }

  /**
   * Views are rare and small; their rows may lie anywhere in the data, so all of it comes first.
   */
  private void appendView(FloatBuffer target) throws IOException {
    long span = data.bytes() / type.bytes();
    if (span > MAX_VIEW_SPAN) {
      throw new CheckpointException(
          data.file().toString(),
          "array "
              + name
              + " is a view whose elements are spread too far: expected at most "
              + MAX_VIEW_SPAN
              + " elements from the first to the last, got "
              + span);
    }
    FloatBuffer reached = FloatBuffer.allocate((int) span);
    data.forEachChunk(chunk -> type.widen(chunk, reached));
    Strides.gather(shape, strides, reached.array(), target);
  }
}
