package speechreps.sink;

/**
 * IEEE binary16: a sign bit, 5 exponent bits with bias 15, 10 fraction bits. (The JDK has {@code
 * Float.floatToFloat16} from 20 on.)
 */
final class HalfFloats {
  /** The first value that is nearer to 65536, which there is not, than to 65504, the largest. */
  private static final float OVERFLOW = 65520f;

  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final int INFINITY = 0x7c00;
  private static final int NAN = 0x7e00;

  /** Bits of a binary32's fraction that a binary16 has not. */
  private static final int DROPPED_BITS = 13;

  private static final int BIAS_DIFFERENCE = (127 - 15) << 10;

  private HalfFloats() {}

  /** The nearest value, the even one of two; beyond the range, infinity. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) NAN;
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | INFINITY);
    }
    if (magnitude < SMALLEST_NORMAL) {
      // Subnormal: a multiple of 2^-24. The product is exact; 1024 of them are the first normal.
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
    }
    int positive = bits & 0x7fffffff;
    int half = (1 << (DROPPED_BITS - 1)) - 1 + ((positive >>> DROPPED_BITS) & 1);
    return (short) (sign | (((positive + half) >>> DROPPED_BITS) - BIAS_DIFFERENCE));
  }
}
