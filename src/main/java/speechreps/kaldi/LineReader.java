package speechreps.kaldi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Source;

/**
 * The lines of a UTF-8 text, numbered from 1, one at a time; empty and undecodable ones become
 * faults. Line ends are LF or CRLF; a byte order mark at the start is skipped. Not thread-safe.
 */
public final class LineReader implements AutoCloseable {
  /** Far above any line; what has no line end for so long is not text. */
  private static final int MAX_LINE_BYTES = 1 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final int BLOCK_BYTES = 1 << 16;

  private final InputStream in;
  private final String location;

  /** What was read last; lines are taken from {@link #position} to {@link #limit}. */
  private final byte[] block = new byte[BLOCK_BYTES];

  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private int position;
  private int limit;

  /** The beginning of a line that is continued in the next block. */
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private TextLine line = new TextLine(0, "");
  private byte[] content = {};
  private @Nullable LineFault fault;

  private LineReader(InputStream in, String location) {
    this.in = in;
    this.location = location;
  }

  /** Opens a text. */
  public static LineReader open(Source source) throws IOException {
    return new LineReader(source.open(), source.location());
  }

  /**
   * Goes to the next line; false at the end of the file.
   *
   * @throws KaldiFormatException when the file is not text: a line is longer than 1 MiB
   */
  public boolean next() throws IOException {
    int number = line.number() + 1;
    if (!readBytes(number)) {
      return false;
    }
    fault = null;
    content = trim(bytes.toByteArray(), number == 1);
    try {
      line = new TextLine(number, decode(content));
    } catch (CharacterCodingException e) {
      line = new TextLine(number, new String(content, StandardCharsets.UTF_8));
      fault = new LineFault(number, line.text(), "the line is not valid UTF-8");
      return true;
    }
    if (line.text().isEmpty()) {
      fault = new LineFault(number, "", "the line is empty");
    }
    return true;
  }

  /** The line that {@link #next} went to. */
  public TextLine line() {
    return line;
  }

  /**
   * The bytes of that line, without blanks at its ends. Where the line is no UTF-8 its text has
   * replacement characters, but these are as in the file. Not a copy.
   */
  public byte[] content() {
    return content;
  }

  /** Why that line cannot be used, or null when it can. */
  public @Nullable LineFault fault() {
    return fault;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Puts the next line into {@link #bytes}; false at the end of the file. */
  private boolean readBytes(int number) throws IOException {
    bytes.reset();
    if (position == limit && !readBlock()) {
      return false;
    }
    boolean ended = false;
    while (!ended && (position < limit || readBlock())) {
      int end = position;
      while (end < limit && block[end] != '\n') {
        end++;
      }
      if (bytes.size() + end - position > MAX_LINE_BYTES) {
        throw KaldiFormatException.atLine(
            location, number, "no line end within " + MAX_LINE_BYTES + " bytes: is this a text?");
      }
      bytes.write(block, position, end - position);
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    return true;
  }

  private boolean readBlock() throws IOException {
    position = 0;
    // A stream may give fewer bytes than it could, but none only at its end.
    limit = Math.max(0, in.read(block));
    return limit > 0;
  }

  private String decode(byte[] content) throws CharacterCodingException {
    return utf8.decode(ByteBuffer.wrap(content)).toString();
  }

  /** Only ASCII blanks: a file name may end in a Unicode space. */
  private static byte[] trim(byte[] line, boolean first) {
    int start = first && startsWithMark(line) ? BYTE_ORDER_MARK.length : 0;
    int end = line.length;
    while (start < end && TextNumbers.isBlank(line[start])) {
      start++;
    }
    while (end > start && TextNumbers.isBlank(line[end - 1])) {
      end--;
    }
    return Arrays.copyOfRange(line, start, end);
  }

  private static boolean startsWithMark(byte[] line) {
    int length = BYTE_ORDER_MARK.length;
    return line.length >= length && Arrays.equals(line, 0, length, BYTE_ORDER_MARK, 0, length);
  }
}
