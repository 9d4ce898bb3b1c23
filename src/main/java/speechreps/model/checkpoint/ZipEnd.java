package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import speechreps.model.checkpoint.bytes.FileBytes;

/**
 * Where the directory of a zip archive lies, as the record at the end of the file says:
 *
 * <pre>
 * end64   = u32 0x06064b50 , u64 size , u16 x 2 , u32 x 2 , u64 x 2 entries , u64 bytes , u64 offset
 * locator = u32 0x07064b50 , u32 disk , u64 offset of end64 , u32 disks
 * end     = u32 0x06054b50 , u16 x 2 disks , u16 x 2 entries , u32 bytes , u32 offset , comment
 * </pre>
 *
 * @param directoryAt first byte of the directory
 * @param directoryEnd the byte after its last
 * @param entries how many it is said to have
 */
record ZipEnd(long directoryAt, long directoryEnd, long entries) {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END_BYTES = 22;
  private static final int COMMENT_LENGTH_AT = 20;
  private static final int LOCATOR_BYTES = 20;
  private static final int END64_BYTES = 56;
  private static final int MAX_COMMENT_BYTES = 0xFFFF;

  /** A quarter of a million entries; more only fills the heap. */
  private static final long MAX_DIRECTORY_BYTES = 1 << 24;

  /**
   * Finds the record.
   *
   * @throws TorchFormatException when there is none, or it points outside of the file
   */
  static ZipEnd find(FileChannel channel, Path file) throws IOException {
    FileBytes in = new FileBytes(channel, file, TorchFormatException::new);
    long size = in.remaining();
    long lowest = Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES);
    in.moveTo(lowest);
    byte[] bytes = in.readBytes((int) (size - lowest));
    ByteBuffer tail = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = bytes.length - END_BYTES; i >= 0; i--) {
      int comment = bytes.length - i - END_BYTES;
      if (tail.getInt(i) == END_SIGNATURE
          && Short.toUnsignedInt(tail.getShort(i + COMMENT_LENGTH_AT)) == comment) {
        return readAt(in, lowest + i).checked(in, lowest + i);
      }
    }
    throw in.problemAt(size, "file is cut off: expected the directory of a zip archive at its end");
  }

  private static ZipEnd readAt(FileBytes in, long at) throws IOException {
    if (at >= LOCATOR_BYTES) {
      in.moveTo(at - LOCATOR_BYTES);
      if (in.readInt() == LOCATOR_SIGNATURE) {
        in.skip(Integer.BYTES);
        return readZip64(in, in.readLong(), at - LOCATOR_BYTES);
      }
    }
    in.moveTo(at + 10);
    long entries = in.readShort();
    long bytes = Integer.toUnsignedLong(in.readInt());
    long offset = Integer.toUnsignedLong(in.readInt());
    return new ZipEnd(offset, offset + bytes, entries);
  }

  private static ZipEnd readZip64(FileBytes in, long at, long locatorAt) throws IOException {
    if (at < 0 || at > locatorAt - END64_BYTES) {
      throw in.problemAt(locatorAt, "damaged archive: expected its zip64 end record before this");
    }
    in.moveTo(at);
    if (in.readInt() != END64_SIGNATURE) {
      throw in.problemAt(at, "damaged archive: expected its zip64 end record");
    }
    in.moveTo(at + 32);
    long entries = in.readLong();
    long bytes = in.readLong();
    long offset = in.readLong();
    return new ZipEnd(offset, offset + bytes, entries);
  }

  private ZipEnd checked(FileBytes in, long at) throws IOException {
    if (directoryAt < 0 || directoryEnd < directoryAt || directoryEnd > at) {
      throw in.problemAt(at, "damaged archive: expected its directory in front of this record");
    }
    if (directoryEnd - directoryAt > MAX_DIRECTORY_BYTES) {
      throw in.problemAt(
          at,
          "expected a directory of at most "
              + MAX_DIRECTORY_BYTES
              + " bytes, got "
              + (directoryEnd - directoryAt));
    }
    return this;
  }
}
