package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Little-endian fields of a file, one after the other. Checks every size against the bytes that are
 * left before it allocates, and knows where it is when something is wrong.
 */
final class ParamsBytes {
  private static final int BUFFER_BYTES = 8192;

  private final FileChannel channel;
  private final Path file;
  private final long size;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** File offset of the byte after those in the buffer. */
  private long bufferEnd;

  ParamsBytes(FileChannel channel, Path file) throws IOException {
    this.channel = channel;
    this.file = file;
    this.size = channel.size();
  }

  String location() {
    return file.toString();
  }

  /** Byte offset of the next field. */
  long position() {
    return bufferEnd - buffer.remaining();
  }

  long remaining() {
    return size - position();
  }

  ParamsFormatException problemAt(long byteOffset, String problem) {
    return new ParamsFormatException(location(), byteOffset, problem);
  }

  int readInt() throws IOException {
    return buffered(Integer.BYTES).getInt();
  }

  long readLong() throws IOException {
    return buffered(Long.BYTES).getLong();
  }

  /** A number of things that take at least {@code minBytes} each. */
  long readCount(String what, int minBytes) throws IOException {
    long at = position();
    long count = readLong();
    if (count < 0 || count > remaining() / minBytes) {
      throw problemAt(
          at,
          "damaged file: expected at most "
              + remaining() / minBytes
              + " "
              + what
              + " in the "
              + remaining()
              + " bytes that follow, got "
              + Long.toUnsignedString(count));
    }
    return count;
  }

  /** A byte length and as many bytes of UTF-8. */
  String readName() throws IOException {
    long at = position();
    long length = readLong();
    if (length < 0 || length > Math.min(remaining(), BUFFER_BYTES)) {
      throw problemAt(
          at,
          "damaged file: expected a name of at most "
              + Math.min(remaining(), BUFFER_BYTES)
              + " bytes, got "
              + Long.toUnsignedString(length));
    }
    ByteBuffer bytes = buffered((int) length);
    ByteBuffer name = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      ParamsFormatException problem = problemAt(at, "damaged file: expected a name in UTF-8");
      problem.initCause(e);
      throw problem;
    }
  }

  /** Moves past the elements that begin here. */
  FileRegion skipElements(List<Long> shape, TensorType type) throws IOException {
    long at = position();
    long bytes = type.bytes();
    for (long dim : shape) {
      // The product is compared step by step, so that it cannot overflow.
      if (dim != 0 && bytes > remaining() / dim) {
        throw problemAt(
            at,
            "file is cut off: expected an array of shape "
                + shape
                + " and type "
                + type
                + ", got only "
                + remaining()
                + " bytes");
      }
      bytes *= dim;
    }
    if (bytes > remaining()) {
      throw problemAt(
          at, "file is cut off: expected " + bytes + " bytes, got only " + remaining() + " bytes");
    }
    skipTo(at + bytes);
    return new FileRegion(file, at, bytes);
  }

  private void skipTo(long offset) {
    buffer.limit(0);
    bufferEnd = offset;
  }

  /** The buffer with at least {@code length} bytes in it. */
  private ByteBuffer buffered(int length) throws IOException {
    if (length > remaining()) {
      throw problemAt(
          position(),
          "file is cut off: expected " + length + " bytes, got only " + remaining() + " bytes");
    }
    if (buffer.remaining() < length) {
      buffer.compact();
      while (buffer.position() < length) {
        int read = channel.read(buffer, bufferEnd);
        if (read < 0) {
          throw problemAt(bufferEnd, "file became shorter while it was read");
        }
        bufferEnd += read;
      }
      buffer.flip();
    }
    return buffer;
  }
}
