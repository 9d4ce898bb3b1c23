package speechreps.kaldi;

import java.io.IOException;

/**
 * Binary vectors, without the {@code \0B} before them (Kaldi: {@code matrix/kaldi-vector.cc}, and
 * {@code BasicVectorHolder} for integers).
 *
 * <pre>
 * vector  := "FV " size dim float32[dim]
 *          | "DV " size dim float64[dim]
 * integers := size dim (size int32)[dim]
 * size    := byte 4
 * </pre>
 *
 * Readers of real vectors take both and convert.
 */
final class VectorFormat {
  /** An int32 with its size byte. */
  private static final int SIZED_INT_BYTES = 5;

  private VectorFormat() {}

  static float[] readFloat(KaldiInput in) throws IOException {
    String token = realToken(in);
    int dim = dim(in);
    if (token.equals("FV")) {
      return in.floats(dim, what(dim));
    }
    double[] doubles = in.doubles(dim, what(dim));
    float[] rounded = new float[dim];
    for (int i = 0; i < dim; i++) {
      rounded[i] = (float) doubles[i];
    }
    return rounded;
  }

  static double[] readDouble(KaldiInput in) throws IOException {
    String token = realToken(in);
    int dim = dim(in);
    if (token.equals("DV")) {
      return in.doubles(dim, what(dim));
    }
    float[] floats = in.floats(dim, what(dim));
    double[] widened = new double[dim];
    for (int i = 0; i < dim; i++) {
      widened[i] = floats[i];
    }
    return widened;
  }

  static int[] readInt(KaldiInput in) throws IOException {
    int dim = dim(in);
    byte[] raw = in.bytes((long) dim * SIZED_INT_BYTES, "an integer vector of " + dim);
    int[] values = new int[dim];
    for (int i = 0; i < dim; i++) {
      int at = i * SIZED_INT_BYTES;
      if (raw[at] != Integer.BYTES) {
        throw in.error("expected size byte 4 of element " + i + ", got " + raw[at]);
      }
      values[i] =
          (raw[at + 1] & 0xff)
              | (raw[at + 2] & 0xff) << 8
              | (raw[at + 3] & 0xff) << 16
              | raw[at + 4] << 24;
    }
    return values;
  }

  static void writeFloat(KaldiOutput out, float[] values) throws IOException {
    out.token("FV");
    out.sizedInt(values.length);
    out.floats(values);
  }

  static void writeDouble(KaldiOutput out, double[] values) throws IOException {
    out.token("DV");
    out.sizedInt(values.length);
    out.doubles(values);
  }

  static void writeInt(KaldiOutput out, int[] values) throws IOException {
    out.sizedInt(values.length);
    for (int value : values) {
      out.sizedInt(value);
    }
  }

  private static String realToken(KaldiInput in) throws IOException {
    long start = in.position();
    String token = in.token();
    if (!token.equals("FV") && !token.equals("DV")) {
      throw in.error(start, "expected a vector (FV or DV), got " + token);
    }
    return token;
  }

  private static int dim(KaldiInput in) throws IOException {
    int dim = in.sizedInt("the dimension");
    if (dim < 0) {
      throw in.error("expected a dimension of at least 0, got " + dim);
    }
    return dim;
  }

  private static String what(int dim) {
    return "a vector of " + dim;
  }
}
