package speechreps.model.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * One call of a module: add the arguments of {@code forward} in order, fill them, run, read the
 * outputs, close. Closing gives back all native memory at once. For one thread.
 */
public final class TorchCall implements AutoCloseable {
  private final PtSymbolBlock block;
  private final PtNDManager scope;
  private final Lock moduleLock;
  private final List<Argument> arguments = new ArrayList<>();
  private boolean closed;

  TorchCall(PtSymbolBlock block, PtNDManager scope, Lock moduleLock) {
    this.block = block;
    this.scope = scope;
    this.moduleLock = moduleLock;
  }

  /**
   * Adds a float32 tensor, not cleared.
   *
   * @return its elements, row-major, to be filled before {@link #run} and not used after it
   * @throws IllegalArgumentException when a dimension is below 1 or it takes 2 GB or more
   */
  public FloatBuffer addFloats(long... shape) {
    return add(DataType.FLOAT32, Float.BYTES, shape).asFloatBuffer();
  }

  /** Adds an int64 tensor, otherwise as {@link #addFloats}. */
  public LongBuffer addLongs(long... shape) {
    return add(DataType.INT64, Long.BYTES, shape).asLongBuffer();
  }

  /** Adds a bool tensor, a byte of 0 or 1 for each element, otherwise as {@link #addFloats}. */
  public ByteBuffer addBooleans(long... shape) {
    return add(DataType.BOOLEAN, Byte.BYTES, shape);
  }

  /**
   * Runs {@code forward}.
   *
   * @return the tensor it returns, or the tensors of its tuple or list
   * @throws ai.djl.engine.EngineException when the engine refuses, with its reason
   */
  public List<TorchOutput> run() {
    // Of the calling thread. Optimizing means to recompile for every new shape, and nearly every
    // batch has a new one.
    JniUtils.setGraphExecutorOptimize(false);
    List<IValue> values = new ArrayList<>();
    try {
      for (Argument argument : arguments) {
        values.add(IValue.from(argument.toArray(scope)));
      }
      try (IValue result = block.forward(values.toArray(IValue[]::new))) {
        NDList arrays = result.toNDList(scope);
        return arrays.stream().map(TorchOutput::new).toList();
      }
    } finally {
      values.forEach(IValue::close);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scope.close();
      arguments.forEach(argument -> argument.memory.close());
      moduleLock.unlock();
    }
  }

  private ByteBuffer add(DataType type, int bytes, long[] shape) {
    long size = bytes;
    for (long dim : shape) {
      if (dim < 1) {
        throw new IllegalArgumentException("expected dimensions of at least 1, got " + dim);
      }
      size = Math.multiplyExact(size, dim);
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected a tensor below 2 GB, got " + size + " bytes");
    }
    Argument argument = new Argument(new Memory(size), type, new Shape(shape));
    arguments.add(argument);
    return argument.bytes();
  }

  /** The engine reads the memory where it lies. */
  private record Argument(Memory memory, DataType type, Shape shape) {
    ByteBuffer bytes() {
      return memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
    }

    PtNDArray toArray(PtNDManager scope) {
      NDArray array = scope.create(bytes(), shape, type);
      return (PtNDArray) array;
    }
  }
}
