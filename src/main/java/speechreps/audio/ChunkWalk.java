package speechreps.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Follows the chunks from one byte of a RIFF file on, while the file passes by once from its
 * beginning to its end.
 */
final class ChunkWalk {
  private static final int HEADER_BYTES = RiffCursor.CHUNK_HEADER_BYTES;

  private final long start;
  private final ByteOrder order;
  private final byte[] header = new byte[HEADER_BYTES];
  private int present;
  private long position;
  private boolean stopped;
  private long dataBytes = -1;

  /** A walk that starts with the chunk at a byte. */
  ChunkWalk(long start, boolean bigEndian) {
    this.start = start;
    this.position = start;
    this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /**
   * Sees the next bytes of the file; none between may be left out.
   *
   * @param at offset of the first of them in the file, not behind the start of the walk at first
   */
  void see(byte[] bytes, int offset, int count, long at) {
    while (!stopped && position + present < at + count) {
      int from = (int) (position + present - at);
      int got = Math.min(HEADER_BYTES - present, count - from);
      System.arraycopy(bytes, offset + from, header, present, got);
      present += got;
      if (present == HEADER_BYTES) {
        present = 0;
        take();
      }
    }
  }

  private void take() {
    for (int i = 0; i < 4; i++) {
      if (header[i] < ' ' || header[i] > '~') {
        stopped = true;
        return;
      }
    }
    long size = Integer.toUnsignedLong(ByteBuffer.wrap(header).order(order).getInt(4));
    if (dataBytes < 0 && new String(header, 0, 4, StandardCharsets.ISO_8859_1).equals("data")) {
      dataBytes = size;
    }
    position += HEADER_BYTES + size + size % 2;
  }

  /**
   * True when nothing but whole chunks stands between the start and the end of the file, and at
   * least one does: the mark of a real chunk boundary.
   */
  boolean sawOnlyChunks(long totalBytes) {
    // The pad byte of the last chunk is often missing.
    long left = totalBytes - position;
    return position > start && (left == 0 || left == -1);
  }

  /** Body size of the first chunk called {@code data}, or -1. */
  long dataBytes() {
    return dataBytes;
  }
}
