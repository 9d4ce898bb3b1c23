package speechreps.model.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Bytes one after the other in a local file, read when they are needed. (A mapped file would count
 * as resident memory of the process until some later garbage collection.)
 *
 * @param file the file
 * @param offset of the first byte
 * @param bytes how many
 */
public record FileRegion(Path file, long offset, long bytes) {
  /** Divisible by the size of every element. */
  private static final int CHUNK_BYTES = 1 << 18;

  /**
   * Hands all bytes to {@code consumer}, chunk by chunk, little-endian; elements of up to 8 bytes
   * are never split.
   *
   * @throws EOFException when the file is shorter than it was
   */
  void forEachChunk(Consumer<ByteBuffer> consumer) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long done = 0; done < bytes; done += chunk.limit()) {
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, bytes - done));
        while (chunk.hasRemaining()) {
          if (channel.read(chunk, offset + done + chunk.position()) < 0) {
            throw new EOFException(
                file + ": expected " + bytes + " bytes at byte " + offset + ", got fewer");
          }
        }
        consumer.accept(chunk.flip().slice().order(ByteOrder.LITTLE_ENDIAN));
      }
    }
  }
}
