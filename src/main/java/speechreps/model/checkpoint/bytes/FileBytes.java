package speechreps.model.checkpoint.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Little-endian fields of a file, or of a part of it, one after the other. Checks every size
 * against the bytes that are left before it allocates, and knows where it is when something is
 * wrong. Does not close the channel. Not thread-safe.
 */
public final class FileBytes {
  private static final int BUFFER_BYTES = 8192;

  private final FileChannel channel;
  private final Path file;
  private final long end;
  private final FormatProblem problem;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** File offset of the byte after those in the buffer. */
  private long bufferEnd;

  /** The whole file, from its first byte. */
  public FileBytes(FileChannel channel, Path file, FormatProblem problem) throws IOException {
    this(channel, file, 0, channel.size(), problem);
  }

  /** The bytes from {@code start}, included, to {@code end}, excluded; offsets stay the file's. */
  public FileBytes(FileChannel channel, Path file, long start, long end, FormatProblem problem) {
    this.channel = channel;
    this.file = file;
    this.bufferEnd = start;
    this.end = end;
    this.problem = problem;
  }

  /** The file, for messages. */
  public String location() {
    return file.toString();
  }

  /** Byte offset of the next field. */
  public long position() {
    return bufferEnd - buffer.remaining();
  }

  /** Bytes from here to the end. */
  public long remaining() {
    return end - position();
  }

  /** The exception that says what is wrong at a place. */
  public IOException problemAt(long byteOffset, String what) {
    return problem.at(location(), byteOffset, what);
  }

  /** 8 bits, unsigned. */
  public int readByte() throws IOException {
    return Byte.toUnsignedInt(buffered(1).get());
  }

  /** 16 bits, unsigned. */
  public int readShort() throws IOException {
    return Short.toUnsignedInt(buffered(Short.BYTES).getShort());
  }

  /** 32 bits, signed. */
  public int readInt() throws IOException {
    return buffered(Integer.BYTES).getInt();
  }

  /** 64 bits, signed. */
  public long readLong() throws IOException {
    return buffered(Long.BYTES).getLong();
  }

  /** As many bytes; the caller has bounded their number, and it is checked against what is left. */
  public byte[] readBytes(int length) throws IOException {
    requireRemaining(length);
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, BUFFER_BYTES);
      buffered(part).get(bytes, done, part);
      done += part;
    }
    return bytes;
  }

  /** Moves past as many bytes. */
  public void skip(long bytes) throws IOException {
    requireRemaining(bytes);
    moveTo(position() + bytes);
  }

  /** Goes on at another place of the file. */
  public void moveTo(long byteOffset) {
    buffer.limit(0);
    bufferEnd = byteOffset;
  }

  private void requireRemaining(long bytes) throws IOException {
    if (bytes < 0 || bytes > remaining()) {
      throw problemAt(
          position(),
          "file is cut off: expected "
              + Long.toUnsignedString(bytes)
              + " bytes, got only "
              + remaining()
              + " bytes");
    }
  }

  /** The buffer with at least {@code length} bytes in it. */
  private ByteBuffer buffered(int length) throws IOException {
    requireRemaining(length);
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
