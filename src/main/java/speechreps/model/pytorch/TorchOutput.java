package speechreps.model.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** A tensor that a call returned; gone when the call is closed. */
public final class TorchOutput {
  private final NDArray array;

  TorchOutput(NDArray array) {
    this.array = array;
  }

  /** Its dimensions. */
  public long[] shape() {
    return array.getShape().getShape();
  }

  /**
   * All elements of a float32 tensor, row-major. Not to be used after {@link TorchCall#close}.
   *
   * @throws IllegalStateException when it is of another type
   */
  public FloatBuffer floats() {
    require(DataType.FLOAT32);
    return array.toByteBuffer(true).asFloatBuffer();
  }

  /** All elements of an int64 tensor, otherwise as {@link #floats}. */
  public LongBuffer longs() {
    require(DataType.INT64);
    return array.toByteBuffer(true).asLongBuffer();
  }

  private void require(DataType type) {
    if (array.getDataType() != type) {
      throw new IllegalStateException("expected " + type + ", got " + array.getDataType());
    }
  }
}
