package speechreps.kaldi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Builds the bytes of tables by hand, good or bad. */
final class KaldiBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  KaldiBytes text(String text) {
    bytes.writeBytes(text.getBytes(UTF_8));
    return this;
  }

  /** The mark of a binary object and its token. */
  KaldiBytes object(String token) {
    return text("\0B" + token + " ");
  }

  KaldiBytes raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  KaldiBytes int32(int value) {
    return raw(value, value >> 8, value >> 16, value >> 24);
  }

  KaldiBytes sizedInt(int value) {
    return raw(4).int32(value);
  }

  KaldiBytes floats(float... values) {
    for (float value : values) {
      int32(Float.floatToRawIntBits(value));
    }
    return this;
  }

  KaldiBytes zeros(int count) {
    bytes.writeBytes(new byte[count]);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** Without the last bytes. */
  byte[] cutBy(int count) {
    return Arrays.copyOf(toBytes(), bytes.size() - count);
  }
}
