package speechreps.kaldi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes Kaldi's basic values, little endian, and counts bytes.
 *
 * <p>Collects small writes; {@link #flush} hands them to the stream. Not thread-safe; does not
 * close the stream.
 */
final class KaldiOutput {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long flushed;

  KaldiOutput(OutputStream out) {
    this.out = out;
  }

  /** Bytes written since this object was made. */
  long position() {
    return flushed + buffer.position();
  }

  /** The mark of a binary object. */
  void binaryMark() throws IOException {
    int8(0);
    int8('B');
  }

  /** A token such as {@code FM} and its blank. */
  void token(String token) throws IOException {
    text(token);
    int8(' ');
  }

  void text(String text) throws IOException {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int8(b);
    }
  }

  void int8(int value) throws IOException {
    room(1).put((byte) value);
  }

  /** The low 16 bits. */
  void int16(int value) throws IOException {
    room(Short.BYTES).putShort((short) value);
  }

  void int32(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  /** An int32 after its size byte. */
  void sizedInt(int value) throws IOException {
    int8(Integer.BYTES);
    int32(value);
  }

  void float32(float value) throws IOException {
    room(Float.BYTES).putFloat(value);
  }

  void float64(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
  }

  void bytes(byte[] values, int length) throws IOException {
    flush();
    out.write(values, 0, length);
    flushed += length;
  }

  void floats(float[] values) throws IOException {
    for (float value : values) {
      float32(value);
    }
  }

  void doubles(double[] values) throws IOException {
    for (double value : values) {
      float64(value);
    }
  }

  /** Hands everything to the stream, which is not flushed itself. */
  void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    flushed += buffer.position();
    buffer.clear();
  }

  /** Forgets what was written after a position that has not been flushed yet. */
  void rollbackTo(long position) {
    if (position < flushed) {
      throw new IllegalStateException("byte " + position + " has been written already");
    }
    buffer.position((int) (position - flushed));
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }
}
