package speechreps.sink;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Room for the large values of one Parquet row group, used again for the next one.
 *
 * <p>Parquet holds on to the smallest and the largest value of every row group until the footer,
 * where it writes none that are longer than 4 KB. In arrays of their own, half of a file of long
 * utterances would stay in memory. What Parquet still asks of them when their row group has been
 * written is how long they are.
 */
final class RowGroupRoom {
  /** Smaller values are not worth the room; those below 4 KB may be needed in the footer. */
  private static final int LARGE_BYTES = 1 << 20;

  private final int rowGroupBytes;
  private byte @Nullable [] shared;
  private byte @Nullable [] last;
  private int used;
  private boolean lastUsed;

  /** Room for row groups that end with the value that fills them. */
  RowGroupRoom(int rowGroupBytes) {
    this.rowGroupBytes = rowGroupBytes;
  }

  /** Bytes for one value, all of the buffer, of any content. */
  ByteBuffer take(int size) {
    if (size < LARGE_BYTES || lastUsed) {
      return ByteBuffer.allocate(size);
    }
    return size <= rowGroupBytes - used ? takeShared(size) : takeLast(size);
  }

  private ByteBuffer takeShared(int size) {
    if (shared == null) {
      shared = new byte[rowGroupBytes];
    }
    ByteBuffer room = ByteBuffer.wrap(shared, used, size).slice();
    used += size;
    return room;
  }

  private ByteBuffer takeLast(int size) {
    if (last == null || last.length < size) {
      last = new byte[size];
    }
    lastUsed = true;
    return ByteBuffer.wrap(last, 0, size).slice();
  }

  /** The row group has been written. */
  void reuse() {
    used = 0;
    lastUsed = false;
  }
}
