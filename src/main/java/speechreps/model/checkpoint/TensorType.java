package speechreps.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** How the elements of a tensor are stored. Floating point can be widened or rounded to float32. */
public enum TensorType {
  /** IEEE binary32. */
  FLOAT32(4),
  /** IEEE binary64; rounded to float32 when read. */
  FLOAT64(8),
  /** IEEE binary16. */
  FLOAT16(2),
  /** The upper half of a binary32. */
  BFLOAT16(2),
  /** Unsigned byte. */
  UINT8(1),
  /** Signed byte. */
  INT8(1),
  /** One byte, 0 or 1. */
  BOOL(1),
  /** 16 bits. */
  INT16(2),
  /** 16 bits, unsigned. */
  UINT16(2),
  /** 32 bits. */
  INT32(4),
  /** 32 bits, unsigned. */
  UINT32(4),
  /** 64 bits. */
  INT64(8),
  /** 64 bits, unsigned. */
  UINT64(8);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** True when {@link #widen} can read it. */
  public boolean isFloatingPoint() {
    return switch (this) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> true;
      default -> false;
    };
  }

  /**
   * Appends all elements of {@code source} to {@code target} as float32.
   *
   * @throws IllegalStateException when this type is not floating point
   */
  void widen(ByteBuffer source, FloatBuffer target) {
    switch (this) {
      case FLOAT32 -> target.put(source.asFloatBuffer());
      case FLOAT64 -> {
        while (source.hasRemaining()) {
          target.put((float) source.getDouble());
        }
      }
      case FLOAT16 -> {
        while (source.hasRemaining()) {
          target.put(halfToFloat(source.getShort()));
        }
      }
      case BFLOAT16 -> {
        while (source.hasRemaining()) {
          target.put(Float.intBitsToFloat(source.getShort() << 16));
        }
      }
      default -> throw new IllegalStateException("not floating point: " + this);
    }
  }

  /**
   * The value of an IEEE binary16: a sign bit, 5 exponent bits with bias 15, 10 fraction bits. (The
   * JDK has {@code Float.float16ToFloat} from 20 on.)
   */
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      // Subnormal: fraction times 2^-24, exact in binary32.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
  }
}
