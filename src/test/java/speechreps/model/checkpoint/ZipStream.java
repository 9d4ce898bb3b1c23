package speechreps.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A zip archive of stored entries, written as it goes: sizes and checksums follow the data. Data
 * begin at multiples of 64 bytes, as in PyTorch's.
 */
final class ZipStream extends OutputStream {
  private static final int ALIGNMENT = 64;
  private static final int SIZES_FOLLOW = 8;

  private static final int ZIP64_EXTRA_BYTES = 4 + 3 * Long.BYTES;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;

  private final OutputStream out;
  private final boolean zip64;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private final CRC32 crc = new CRC32();
  private long position;
  private int entries;
  private byte[] name = {};
  private long headerAt;
  private long dataAt;

  ZipStream(OutputStream out) {
    this(out, false);
  }

  /**
   * @param zip64 whether all sizes and offsets of the directory stand in 64 bits, as in archives
   *     beyond 4 GiB
   */
  ZipStream(OutputStream out, boolean zip64) {
    this.out = out;
    this.zip64 = zip64;
  }

  void stored(String entryName, byte[] data) throws IOException {
    begin(entryName);
    write(data);
  }

  /** Ends the entry before; what is written from here on is the data of this one. */
  void begin(String entryName) throws IOException {
    end();
    name = entryName.getBytes(StandardCharsets.UTF_8);
    headerAt = position;
    long unpadded = headerAt + 30 + name.length + 4;
    int padding = (int) (-unpadded & (ALIGNMENT - 1));
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    little(header, 4, 0x04034b50);
    little(header, 2, 20);
    little(header, 2, SIZES_FOLLOW);
    header.writeBytes(new byte[18]);
    little(header, 2, name.length);
    little(header, 2, 4 + padding);
    header.writeBytes(name);
    little(header, 2, 'F' | ('B' << 8));
    little(header, 2, padding);
    header.writeBytes(new byte[padding]);
    raw(header);
    dataAt = position;
    crc.reset();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    crc.update(bytes, offset, length);
    position += length;
  }

  @Override
  public void close() throws IOException {
    end();
    long directoryAt = position;
    raw(directory);
    long directoryBytes = position - directoryAt;
    if (zip64) {
      endInZip64(directoryAt, directoryBytes);
    }
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    little(end, 4, 0x06054b50);
    little(end, 4, 0);
    little(end, 2, zip64 ? IN_ZIP64 : entries);
    little(end, 2, zip64 ? IN_ZIP64 : entries);
    little(end, 4, zip64 ? IN_ZIP64 : directoryBytes);
    little(end, 4, zip64 ? IN_ZIP64 : directoryAt);
    little(end, 2, 0);
    raw(end);
    out.close();
  }

  private void endInZip64(long directoryAt, long directoryBytes) throws IOException {
    long endAt = position;
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    little(end, 4, 0x06064b50);
    little(end, 8, 44);
    little(end, 12, 0);
    little(end, 8, entries);
    little(end, 8, entries);
    little(end, 8, directoryBytes);
    little(end, 8, directoryAt);
    little(end, 4, 0x07064b50);
    little(end, 4, 0);
    little(end, 8, endAt);
    little(end, 4, 1);
    raw(end);
  }

  private void end() throws IOException {
    if (name.length == 0) {
      return;
    }
    long bytes = position - dataAt;
    ByteArrayOutputStream descriptor = new ByteArrayOutputStream();
    little(descriptor, 4, 0x08074b50);
    little(descriptor, 4, crc.getValue());
    little(descriptor, 4, bytes);
    little(descriptor, 4, bytes);
    raw(descriptor);
    little(directory, 4, 0x02014b50);
    little(directory, 2, 20);
    little(directory, 2, 20);
    little(directory, 2, SIZES_FOLLOW);
    directory.writeBytes(new byte[6]);
    little(directory, 4, crc.getValue());
    little(directory, 4, zip64 ? IN_ZIP64 : bytes);
    little(directory, 4, zip64 ? IN_ZIP64 : bytes);
    little(directory, 2, name.length);
    little(directory, 2, zip64 ? ZIP64_EXTRA_BYTES : 0);
    directory.writeBytes(new byte[10]);
    little(directory, 4, zip64 ? IN_ZIP64 : headerAt);
    directory.writeBytes(name);
    if (zip64) {
      little(directory, 2, 1);
      little(directory, 2, ZIP64_EXTRA_BYTES - 4);
      little(directory, 8, bytes);
      little(directory, 8, bytes);
      little(directory, 8, headerAt);
    }
    entries++;
    name = new byte[0];
  }

  private void raw(ByteArrayOutputStream bytes) throws IOException {
    bytes.writeTo(out);
    position += bytes.size();
  }

  private static void little(ByteArrayOutputStream target, int width, long value) {
    for (int i = 0; i < width; i++) {
      target.write(i < Long.BYTES ? (int) (value >>> (8 * i)) : 0);
    }
  }
}
