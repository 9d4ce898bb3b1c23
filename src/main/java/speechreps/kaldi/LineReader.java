package speechreps.kaldi;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Source;

/** The lines of a UTF-8 text, numbered from 1; empty and undecodable ones become faults. */
final class LineReader implements AutoCloseable {
  /** Far above any line; what has no line end for so long is not text. */
  private static final int MAX_LINE_BYTES = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final String location;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private TextLine line = new TextLine(0, "");
  private @Nullable LineFault fault;

  private LineReader(InputStream in, String location) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.location = location;
  }

  static LineReader open(Source source) throws IOException {
    return new LineReader(source.open(), source.location());
  }

  /** Goes to the next line; false at the end of the file. */
  boolean next() throws IOException {
    int number = line.number() + 1;
    if (!readBytes(number)) {
      return false;
    }
    fault = null;
    try {
      line = new TextLine(number, trim(decode(number)));
    } catch (CharacterCodingException e) {
      line = new TextLine(number, trim(bytes.toString(StandardCharsets.UTF_8)));
      fault = new LineFault(number, line.text(), "the line is not valid UTF-8");
      return true;
    }
    if (line.text().isEmpty()) {
      fault = new LineFault(number, "", "the line is empty");
    }
    return true;
  }

  /** The line that {@link #next} went to. */
  TextLine line() {
    return line;
  }

  /** Why that line cannot be used, or null when it can. */
  @Nullable LineFault fault() {
    return fault;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean readBytes(int number) throws IOException {
    bytes.reset();
    int next = in.read();
    if (next < 0) {
      return false;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (bytes.size() == MAX_LINE_BYTES) {
        throw KaldiFormatException.atLine(
            location, number, "no line end within " + MAX_LINE_BYTES + " bytes: is this a text?");
      }
      bytes.write(next);
    }
    return true;
  }

  private String decode(int number) throws CharacterCodingException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
    String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return marked ? text.substring(1) : text;
  }

  /** Only ASCII blanks: a file name may end in a Unicode space. */
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && TextNumbers.isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && TextNumbers.isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
