package speechreps.corpus;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Source;
import speechreps.storage.Storage;

/**
 * The lines of a UTF-8 text file, plain or gzipped, one at a time.
 *
 * <p>A line ends with LF or CR LF; a byte order mark is not part of the first line. Blanks at the
 * ends of a line are dropped. A line that cannot be read as text is a {@link #fault}, and the next
 * one is read as if nothing had happened. Not thread-safe.
 */
final class ManifestLines implements Closeable {
  /** Longer than any path or command; a binary file without line ends must not fill the memory. */
  static final int MAX_LINE_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final char REPLACEMENT = '\uFFFD';

  private final String name;
  private final String location;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int bufferAt;
  private int bufferEnd;
  private byte[] line = new byte[256];
  private int lineBytes;
  private long number;
  private String text = "";
  private @Nullable String fault;

  /** Opens the file. Whether it is gzipped is told by its first bytes, whatever its name. */
  ManifestLines(Source source) throws IOException {
    this.location = source.location();
    this.name = Storage.name(location);
    InputStream opened = new BufferedInputStream(source.open(), BUFFER_BYTES);
    try {
      this.in = isGzip(opened) ? new GZIPInputStream(opened, BUFFER_BYTES) : opened;
    } catch (IOException e) {
      opened.close();
      throw failure(e);
    }
  }

  /** Goes to the next line; false after the last one. */
  boolean next() throws IOException {
    lineBytes = 0;
    boolean ended = false;
    boolean any = false;
    boolean tooLong = false;
    while (!ended && fill()) {
      any = true;
      int end = bufferAt;
      while (end < bufferEnd && buffer[end] != '\n') {
        end++;
      }
      ended = end < bufferEnd;
      tooLong |= !append(bufferAt, end);
      bufferAt = ended ? end + 1 : end;
    }
    if (!any) {
      return false;
    }
    number++;
    decode(tooLong);
    return true;
  }

  /** The line without blanks at its ends; empty when there is a fault. */
  String text() {
    return text;
  }

  /** Why the line is not text, or null when it is. */
  @Nullable String fault() {
    return fault;
  }

  /** File name and number of this line, from 1: {@code wav.scp:12}. */
  String origin() {
    return name + ":" + number;
  }

  /** The file's name. */
  String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (bufferAt < bufferEnd) {
      return true;
    }
    bufferAt = 0;
    try {
      bufferEnd = Math.max(0, in.read(buffer));
    } catch (IOException e) {
      throw failure(e);
    }
    return bufferEnd > 0;
  }

  /** False when the line is longer than any line may be: its bytes are then passed over. */
  private boolean append(int from, int to) {
    int length = to - from;
    if (lineBytes + length > MAX_LINE_BYTES) {
      return false;
    }
    if (lineBytes + length > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, lineBytes + length));
    }
    System.arraycopy(buffer, from, line, lineBytes, length);
    lineBytes += length;
    return true;
  }

  private void decode(boolean tooLong) {
    text = "";
    fault = null;
    if (tooLong) {
      fault = "line of more than " + MAX_LINE_BYTES + " bytes; is this a text file?";
      return;
    }
    int start = number == 1 && startsWithByteOrderMark() ? 3 : 0;
    String decoded = new String(line, start, lineBytes - start, StandardCharsets.UTF_8);
    // The quick decoder puts this character where bytes are wrong; only then is the strict one
    // asked, since the character may also stand in the file.
    if (decoded.indexOf(REPLACEMENT) >= 0 && !isUtf8(start)) {
      fault = "not valid UTF-8: \"" + decoded + "\"";
      return;
    }
    text = Blanks.trim(decoded);
  }

  private boolean isUtf8(int start) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, start, lineBytes - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private boolean startsWithByteOrderMark() {
    return lineBytes >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }

  private IOException failure(IOException cause) {
    if (cause instanceof FileNotFoundException) {
      return cause;
    }
    return new IOException(
        "cannot read the manifest after line "
            + number
            + ": "
            + cause.getMessage()
            + " ("
            + location
            + ")",
        cause);
  }
}
