package speechreps.model.mxnet;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Floats outside the heap on their way into or out of MXNet. {@link #close} gives the memory back
 * at once; a direct buffer would keep it until the next garbage collection.
 */
public final class NativeFloats implements AutoCloseable {
  private final Memory memory;
  private final ByteBuffer bytes;
  private final int count;

  /**
   * Room for {@code count} floats, not cleared.
   *
   * @throws IllegalArgumentException when that is no number from 1 to 2^29 - 1
   */
  public NativeFloats(long count) {
    if (count < 1 || count > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "expected 1 to " + Integer.MAX_VALUE / Float.BYTES + " floats, got " + count);
    }
    this.count = (int) count;
    this.memory = new Memory(count * Float.BYTES);
    this.bytes = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
  }

  /** All floats of an array. */
  public static NativeFloats of(NDArray array) {
    NativeFloats floats = new NativeFloats(array.size());
    try {
      floats.copyFrom(array);
      return floats;
    } catch (RuntimeException e) {
      floats.close();
      throw e;
    }
  }

  /**
   * Takes all floats of an array of the same size.
   *
   * @throws IllegalArgumentException when it has another size
   */
  public void copyFrom(NDArray array) {
    if (array.size() != count) {
      throw new IllegalArgumentException(
          "expected an array of " + count + " floats, got " + array.size());
    }
    JnaUtils.syncCopyToCPU(((MxNDArray) array).getHandle(), memory, count);
  }

  /** A view of all floats, from the first; not to be used after {@link #close}. */
  public FloatBuffer floats() {
    return bytes.asFloatBuffer();
  }

  /** An array of this shape with a copy of all floats. */
  public NDArray toArray(NDManager manager, Shape shape) {
    NDArray array = manager.create(shape, DataType.FLOAT32);
    array.set(bytes.duplicate().order(ByteOrder.nativeOrder()));
    return array;
  }

  @Override
  public void close() {
    memory.close();
  }
}
