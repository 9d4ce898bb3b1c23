package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;

/**
 * The entries of a zip archive, as its central directory lists them:
 *
 * <pre>
 * archive   = { local header, data } , directory , [ end64 , locator ] , end
 * directory = { u32 0x02014b50, u16 x 4 , u16 flags, u16 method , ... sizes, names, offset }
 * </pre>
 *
 * <p>Only what PyTorch writes is taken: entries that are neither compressed nor encrypted, each
 * name once. (The JDK's reader does not say where an entry's data lie.) Nothing is ever extracted,
 * so names are only names. Checksums are not compared: PyTorch itself can be told not to write
 * them. Source: PKWARE APPNOTE 6.3.10.
 */
final class ZipDirectory {
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int ENCRYPTED = 1;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;
  private static final int ZIP64_EXTRA = 1;

  /** Of a local header before its name and extra field. */
  private static final int LOCAL_HEADER_BYTES = 30;

  private final FileBytes in;
  private final Path file;
  private final ZipEnd end;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ZipDirectory(FileBytes in, Path file, ZipEnd end) {
    this.in = in;
    this.file = file;
    this.end = end;
  }

  /**
   * One entry of the directory; its header in front of the data has not been looked at.
   *
   * @param at of its line in the directory, for messages
   * @param headerAt of its own header
   */
  private record Entry(long at, int flags, int method, long stored, long bytes, long headerAt) {}

  /**
   * Reads the directory.
   *
   * @throws TorchFormatException when it is not there or damaged
   */
  static ZipDirectory read(FileChannel channel, Path file) throws IOException {
    FileBytes in = new FileBytes(channel, file, TorchFormatException::new);
    ZipDirectory directory = new ZipDirectory(in, file, ZipEnd.find(channel, file));
    directory.readEntries();
    return directory;
  }

  /** All names, in the order of the directory. */
  Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /**
   * Where the data of an entry lie, or null when there is no such entry.
   *
   * @throws TorchFormatException when it is compressed or not within the file
   */
  @Nullable FileRegion find(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      return null;
    }
    if (entry.method != 0 || entry.stored != entry.bytes || (entry.flags & ENCRYPTED) != 0) {
      throw in.problemAt(
          entry.at,
          "expected entry "
              + name
              + " to be stored as it is, got it compressed or encrypted (was the archive packed"
              + " again?)");
    }
    long dataAt = dataOffset(name, entry);
    if (entry.bytes < 0 || entry.bytes > end.directoryAt() - dataAt) {
      throw in.problemAt(
          entry.at,
          "damaged archive: expected "
              + entry.bytes
              + " bytes of entry "
              + name
              + " at byte "
              + dataAt
              + ", got the directory there");
    }
    return new FileRegion(file, dataAt, entry.bytes);
  }

  private long dataOffset(String name, Entry entry) throws IOException {
    if (entry.headerAt < 0 || entry.headerAt > end.directoryAt() - LOCAL_HEADER_BYTES) {
      throw in.problemAt(
          entry.at,
          "damaged archive: expected entry "
              + name
              + " in front of the directory, got byte "
              + Long.toUnsignedString(entry.headerAt));
    }
    in.moveTo(entry.headerAt);
    boolean header = in.readInt() == LOCAL_SIGNATURE;
    in.skip(22);
    int nameBytes = in.readShort();
    int extraBytes = in.readShort();
    if (!header || !name.equals(new String(in.readBytes(nameBytes), StandardCharsets.UTF_8))) {
      throw in.problemAt(entry.headerAt, "damaged archive: expected the header of entry " + name);
    }
    return in.position() + extraBytes;
  }

  private void readEntries() throws IOException {
    in.moveTo(end.directoryAt());
    while (in.position() < end.directoryEnd()) {
      readEntry();
    }
    if (entries.size() != end.entries()) {
      throw in.problemAt(
          end.directoryAt(),
          "damaged archive: expected " + end.entries() + " entries, got " + entries.size());
    }
  }

  private void readEntry() throws IOException {
    long at = in.position();
    if (in.readInt() != ENTRY_SIGNATURE) {
      throw in.problemAt(at, "damaged archive: expected an entry of the directory");
    }
    in.skip(4);
    int flags = in.readShort();
    int method = in.readShort();
    in.skip(8);
    long stored = Integer.toUnsignedLong(in.readInt());
    long bytes = Integer.toUnsignedLong(in.readInt());
    int nameBytes = in.readShort();
    int extraBytes = in.readShort();
    int commentBytes = in.readShort();
    in.skip(8);
    long headerAt = Integer.toUnsignedLong(in.readInt());
    String name = new String(in.readBytes(nameBytes), StandardCharsets.UTF_8);
    long[] fields = {bytes, stored, headerAt};
    readExtra(in.position() + extraBytes, fields);
    in.skip(commentBytes);
    Entry entry = new Entry(at, flags, method, fields[1], fields[0], fields[2]);
    if (entries.putIfAbsent(name, entry) != null) {
      throw in.problemAt(at, "damaged archive: entry " + name + " is there twice");
    }
  }

  /** Replaces the fields that did not fit into 32 bits, in the order in which zip64 has them. */
  private void readExtra(long extraEnd, long[] fields) throws IOException {
    while (extraEnd - in.position() >= 4) {
      int id = in.readShort();
      long next = Math.min(extraEnd, in.readShort() + in.position());
      if (id == ZIP64_EXTRA) {
        for (int i = 0; i < fields.length && next - in.position() >= Long.BYTES; i++) {
          if (fields[i] == IN_ZIP64) {
            fields[i] = in.readLong();
          }
        }
      }
      in.skip(next - in.position());
    }
    in.skip(extraEnd - in.position());
  }
}
