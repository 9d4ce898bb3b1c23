package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.kaldi.DataDirFiles.FileAndChannel;
import speechreps.kaldi.DataDirFiles.KeyList;
import speechreps.kaldi.DataDirFiles.KeySeconds;
import speechreps.kaldi.DataDirFiles.KeyValue;
import speechreps.speech.Segment;

/** The text files of a data directory: entries, and faults that do not end the file. */
class TextTableTest {
  @Test
  void scpLinesKeepTheRestOfTheLine() throws IOException {
    assertEquals(
        List.of(
            new ScpLine(1, "a", "dir/a b.wav"),
            new ScpLine(2, "b", "sox  x.wav -t wav - |"),
            new ScpLine(3, "c", "c.wav")),
        ScpLine.read(text("a dir/a b.wav\r\n  b\t sox  x.wav -t wav - |  \nc c.wav")).entries());
  }

  @Test
  void badLinesOfAnScpAreListedAndTheLinesAfterThemAreRead() throws IOException {
    TextTable<ScpLine> scp = ScpLine.read(text("a a.wav\n\nb\n \t\nc c.wav\n"));
    assertEquals(List.of("a", "c"), scp.entries().stream().map(ScpLine::key).toList());
    assertEquals(
        List.of(
            new LineFault(2, "", "the line is empty"),
            new LineFault(3, "b", "expected \"key rxfilename\", got 1 field"),
            new LineFault(4, "", "the line is empty")),
        scp.faults());
    assertTrue(scp.faults().get(0).isEmptyLine());
    assertFalse(scp.faults().get(1).isEmptyLine());
  }

  @Test
  void anScpLineOfAnArchiveIsReadBack() throws IOException {
    String line = ScpLine.ofArchive("utt1", "/data/feats.ark", 12);
    assertEquals("utt1 /data/feats.ark:12", line);
    assertEquals("/data/feats.ark:12", ScpLine.read(text(line)).entries().get(0).rxfilename());
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
    assertEquals("a", ScpLine.read(text("\ufeffa a.wav\n")).entries().get(0).key());
  }

  @Test
  void aLineThatIsNotUtf8IsAFault() throws IOException {
    byte[] bytes = new KaldiBytes().text("a a.wav\nb ").raw(0xe9).text(".wav\nc c.wav").toBytes();
    TextTable<ScpLine> scp = ScpLine.read(new BytesSource("wav.scp", bytes));
    assertEquals(2, scp.entries().size());
    assertEquals(
        new LineFault(2, "b \ufffd.wav", "the line is not valid UTF-8"), scp.faults().get(0));
  }

  @Test
  void aKeyWithAControlCharacterIsAFault() throws IOException {
    assertEquals(
        "a key must have neither blanks nor control characters, got U+0001 in \"?a\"",
        onlyFault(ScpLine.read(text("\u0001a a.wav"))));
  }

  @Test
  void whatHasNoLineEndIsNoText() {
    BytesSource source = new BytesSource("wav.scp", new byte[(1 << 20) + 1]);
    Exception e = assertThrows(KaldiFormatException.class, () -> ScpLine.read(source));
    assertEquals("no line end within 1048576 bytes: is this a text? (wav.scp:1)", e.getMessage());
  }

  @Test
  void longLinesAreShortenedInFaults() {
    assertEquals(203, new LineFault(1, "x".repeat(1000), "").text().length());
  }

  @Test
  void segmentsHaveTimesAndPerhapsAChannel() throws IOException {
    assertEquals(
        List.of(
            new SegmentLine(1, "s1", "r", new Segment(0, 1.5), null),
            new SegmentLine(2, "s2", "r", new Segment(2, Segment.TO_END), 1)),
        SegmentLine.read(text("s1 r 0 1.5\ns2 r 2.0 -1 1\n")).entries());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "s r 0; expected \"utterance recording start end [channel]\", got 3 fields",
        "s r 0 1 2 3; expected \"utterance recording start end [channel]\", got 6 fields",
        "s r zero 1; expected start in seconds, got \"zero\"",
        "s r 0 nan; expected end in seconds, got \"nan\"",
        "s r -1 1; segment start must be at least 0, got -1.0",
        "s r 2 1; segment end must be after its start 2.0, got 1.0",
        "s r 0 -2; segment end must be after its start 0.0, got -2.0",
        "s r 0 1 A; expected a channel from 0, got \"A\""
      })
  void badSegmentsAreFaults(String line, String message) throws IOException {
    assertEquals(message, onlyFault(SegmentLine.read(text(line))));
  }

  @Test
  void pairsHaveTwoFields() throws IOException {
    TextTable<KeyValue> pairs = DataDirFiles.readPairs(text("u1 s1\nu2\nu3 s3 s4\n"));
    assertEquals(List.of(new KeyValue(1, "u1", "s1")), pairs.entries());
    assertEquals(
        List.of(
            new LineFault(2, "u2", "expected \"key value\", got 1 field"),
            new LineFault(3, "u3 s3 s4", "expected \"key value\", got 3 fields")),
        pairs.faults());
  }

  @Test
  void listsHaveAtLeastOneValue() throws IOException {
    TextTable<KeyList> lists = DataDirFiles.readLists(text("s1 u1 u2\ns2\n"));
    assertEquals(List.of(new KeyList(1, "s1", List.of("u1", "u2"))), lists.entries());
    assertEquals("expected \"key value value ...\", got 1 field", onlyFault(lists));
  }

  @Test
  void transcriptsMayBeEmpty() throws IOException {
    assertEquals(
        List.of(new KeyValue(1, "u1", "HELLO  WORLD"), new KeyValue(2, "u2", "")),
        DataDirFiles.readText(text("u1 HELLO  WORLD\nu2\n")).entries());
  }

  @Test
  void durationsAreSeconds() throws IOException {
    TextTable<KeySeconds> table = DataDirFiles.readDurations(text("u1 1.25\nu2 -1\n"));
    assertEquals(List.of(new KeySeconds(1, "u1", 1.25)), table.entries());
    assertEquals("duration must be at least 0, got -1.0", onlyFault(table));
  }

  @Test
  void recordingsHaveAFileAndAChannel() throws IOException {
    assertEquals(
        List.of(new FileAndChannel(1, "sw1-A", "sw1", "A")),
        DataDirFiles.readFilesAndChannels(text("sw1-A sw1 A\n")).entries());
  }

  private static String onlyFault(TextTable<?> table) {
    assertEquals(1, table.faults().size());
    return table.faults().get(0).message();
  }

  private static BytesSource text(String text) {
    return BytesSource.text("wav.scp", text);
  }
}
