package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.Source;

class LineReaderTest {
  private static final int MEBIBYTE = 1 << 20;

  @Test
  void linesComeWithoutTheirEndsAndBlanks() throws IOException {
    assertEquals(List.of("a 1", "b 2", "c 3"), lines("a 1\nb 2\r\n \tc 3 \n", Integer.MAX_VALUE));
  }

  @Test
  void lastLineNeedsNoEnd() throws IOException {
    assertEquals(List.of("a", "b"), lines("a\nb", Integer.MAX_VALUE));
    assertEquals(List.of("a"), lines("a\n", Integer.MAX_VALUE));
    assertEquals(List.of(), lines("", Integer.MAX_VALUE));
    assertEquals(List.of(""), lines("\n", Integer.MAX_VALUE));
  }

  @Test
  void byteOrderMarkIsSkippedAtTheStartAlone() throws IOException {
    assertEquals(List.of("a", "\ufeffb"), lines("\ufeffa\n\ufeffb\n", Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 65_535, 65_536, 65_537, Integer.MAX_VALUE})
  void itDoesNotMatterHowManyBytesTheStreamGivesAtATime(int atATime) throws IOException {
    List<String> expected = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      // Of many lengths, so that the ends fall on all sides of the blocks' borders.
      String line = i + "é".repeat(i * 13 % 700);
      expected.add(line);
      text.append(line).append(i % 3 == 0 ? "\r\n" : "\n");
    }

    assertEquals(expected, lines(text.toString(), atATime));
  }

  @Test
  void lineMayBeAsLongAsTheLimit() throws IOException {
    String longest = "x".repeat(MEBIBYTE);

    assertEquals(List.of("a", longest, "b"), lines("a\n" + longest + "\nb", Integer.MAX_VALUE));
  }

  @Test
  void longerLineIsNoText() {
    String tooLong = "a\n" + "x".repeat(MEBIBYTE + 1) + "\n";

    KaldiFormatException e =
        assertThrows(KaldiFormatException.class, () -> lines(tooLong, Integer.MAX_VALUE));

    assertEquals("no line end within 1048576 bytes: is this a text? (test.txt:2)", e.getMessage());
  }

  @Test
  void lineThatIsNoUtf8IsAFaultAndTheNextIsNot() throws IOException {
    byte[] bytes = {'a', (byte) 0xff, '\n', 'b', '\n'};
    try (LineReader reader = LineReader.open(source(bytes, Integer.MAX_VALUE))) {
      assertTrue(reader.next());
      LineFault fault = reader.fault();
      assertNotNull(fault);
      assertEquals("the line is not valid UTF-8", fault.message());
      assertArrayEquals(new byte[] {'a', (byte) 0xff}, reader.content());

      assertTrue(reader.next());
      assertEquals(new TextLine(2, "b"), reader.line());
      assertFalse(reader.next());
    }
  }

  private static List<String> lines(String text, int atATime) throws IOException {
    List<String> lines = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (LineReader reader = LineReader.open(source(bytes, atATime))) {
      while (reader.next()) {
        lines.add(reader.line().text());
        assertEquals(lines.size(), reader.line().number());
      }
    }
    return lines;
  }

  /** A stream that gives no more than so many bytes at once. */
  private static Source source(byte[] bytes, int atATime) {
    InputStream stream =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, atATime));
          }
        };
    return new Source() {
      @Override
      public InputStream open() {
        return stream;
      }

      @Override
      public String location() {
        return "test.txt";
      }
    };
  }
}
