package speechreps.kaldi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Kaldi's basic values, little endian, that knows where it is.
 *
 * <p>Arrays grow while their data arrive, so a header that claims more than the file holds costs at
 * most twice what was really there. Reads ahead of what was asked for. Not thread-safe; does not
 * close the stream.
 */
final class KaldiInput {
  static final int END = -1;

  /** Bytes read from the stream at once; a multiple of every element size. */
  private static final int BUFFER_BYTES = 1 << 16;

  /** Elements allocated before any of them has been read. */
  private static final int FIRST_ELEMENTS = 1 << 18;

  /** Java's arrays end a little below 2^31 elements. */
  private static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8L;

  private static final int MAX_TOKEN_BYTES = 16;

  private final InputStream in;
  private final String location;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** File offset of the first byte in the buffer. */
  private long bufferOffset;

  private @Nullable String key;

  /**
   * @param location names the stream in messages
   * @param offset file offset of the stream's first byte
   */
  KaldiInput(InputStream in, String location, long offset) {
    this.in = in;
    this.location = location;
    this.bufferOffset = offset;
  }

  /** Names the table entry that is being read, for messages. */
  void setKey(@Nullable String key) {
    this.key = key;
  }

  /** File offset of the next byte. */
  long position() {
    return bufferOffset + buffer.position();
  }

  /** An exception that tells of this place. */
  KaldiFormatException error(String what) {
    return error(position(), what);
  }

  /** An exception that tells of a place before this one. */
  KaldiFormatException error(long offset, String what) {
    return KaldiFormatException.atByte(location, key, offset, what);
  }

  /** The next byte without consuming it, 0 to 255, or {@link #END}. */
  int peek() throws IOException {
    return available(1) ? buffer.get(buffer.position()) & 0xff : END;
  }

  /** The next byte, 0 to 255, or {@link #END}. */
  int read() throws IOException {
    return available(1) ? buffer.get() & 0xff : END;
  }

  /** Consumes {@code \0B} when it stands here: then a binary object follows, otherwise text. */
  boolean binaryMark() throws IOException {
    if (peek() != 0) {
      return false;
    }
    require(2, "the binary mark");
    buffer.get();
    int second = buffer.get(buffer.position());
    if (second != 'B') {
      throw error("expected B after the zero byte of the binary mark, got " + describe(second));
    }
    buffer.get();
    return true;
  }

  /** A binary token such as {@code FM}, without the blank that ends it. */
  String token() throws IOException {
    StringBuilder token = new StringBuilder();
    for (int next = peek(); next != ' '; next = peek()) {
      if (next <= ' ' || next > '~' || token.length() == MAX_TOKEN_BYTES) {
        String found = next == END ? "the end of the file" : describe(next);
        throw error("expected a token and a blank, got " + found + " after \"" + token + "\"");
      }
      token.append((char) read());
    }
    buffer.get();
    return token.toString();
  }

  /** An int32 after its size byte, as in all binary objects but the compressed matrices. */
  int sizedInt(String what) throws IOException {
    require(5, what);
    int size = buffer.get(buffer.position());
    if (size != Integer.BYTES) {
      throw error("expected size byte 4 of " + what + ", got " + size);
    }
    buffer.get();
    return buffer.getInt();
  }

  int int32(String what) throws IOException {
    require(Integer.BYTES, what);
    return buffer.getInt();
  }

  float float32(String what) throws IOException {
    require(Float.BYTES, what);
    return buffer.getFloat();
  }

  byte[] bytes(long count, String what) throws IOException {
    byte[] values = new byte[firstLength(count, what)];
    for (int filled = 0; filled < count; ) {
      if (filled == values.length) {
        values = Arrays.copyOf(values, grownLength(filled, count));
      }
      int step = step(1, values.length - filled, count, filled, what);
      buffer.get(values, filled, step);
      filled += step;
    }
    return values;
  }

  float[] floats(long count, String what) throws IOException {
    float[] values = new float[firstLength(count, what)];
    for (int filled = 0; filled < count; ) {
      if (filled == values.length) {
        values = Arrays.copyOf(values, grownLength(filled, count));
      }
      int step = step(Float.BYTES, values.length - filled, count, filled, what);
      buffer.asFloatBuffer().get(values, filled, step);
      buffer.position(buffer.position() + step * Float.BYTES);
      filled += step;
    }
    return values;
  }

  double[] doubles(long count, String what) throws IOException {
    double[] values = new double[firstLength(count, what)];
    for (int filled = 0; filled < count; ) {
      if (filled == values.length) {
        values = Arrays.copyOf(values, grownLength(filled, count));
      }
      int step = step(Double.BYTES, values.length - filled, count, filled, what);
      buffer.asDoubleBuffer().get(values, filled, step);
      buffer.position(buffer.position() + step * Double.BYTES);
      filled += step;
    }
    return values;
  }

  /** A byte as it is best shown in a message. */
  static String describe(int value) {
    int unsigned = value & 0xff;
    return unsigned > ' ' && unsigned <= '~'
        ? "'" + (char) unsigned + "'"
        : String.format("byte 0x%02x", unsigned);
  }

  private int firstLength(long count, String what) throws IOException {
    if (count < 0 || count > MAX_ELEMENTS) {
      throw error(what + " of " + count + " values is more than can be held");
    }
    return (int) Math.min(count, FIRST_ELEMENTS);
  }

  private static int grownLength(int filled, long count) {
    return (int) Math.min(count, 2L * filled);
  }

  /** How many elements the buffer can deliver now, at least one and at most {@code wanted}. */
  private int step(int elementBytes, int wanted, long count, int filled, String what)
      throws IOException {
    if (!available(elementBytes)) {
      throw error(
          "the file ends within " + what + ": expected " + count + " values, got " + filled);
    }
    return Math.min(wanted, buffer.remaining() / elementBytes);
  }

  private void require(int bytes, String what) throws IOException {
    if (!available(bytes)) {
      throw error(
          "the file ends within "
              + what
              + ": expected "
              + bytes
              + " bytes, got "
              + buffer.remaining());
    }
  }

  /** Fills the buffer until it holds so many bytes; false when the stream ends before. */
  private boolean available(int bytes) throws IOException {
    while (buffer.remaining() < bytes) {
      bufferOffset += buffer.position();
      buffer.compact();
      int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
      buffer.position(buffer.position() + Math.max(read, 0));
      buffer.flip();
      if (read < 0) {
        return false;
      }
    }
    return true;
  }
}
