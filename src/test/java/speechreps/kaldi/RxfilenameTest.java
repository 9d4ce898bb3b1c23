package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the second field of an scp is understood. */
class RxfilenameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a.wav", "dir with blanks/a.wav", "s3a://bucket/a.wav", "a[b].wav", "a[b]", "a:x"})
  void aPathIsAFile(String text) {
    assertEquals(new Rxfilename.File(text), Rxfilename.parse(text));
  }

  @Test
  void aNumberAfterTheLastColonIsAnOffset() {
    assertEquals(
        new Rxfilename.Offset("a.ark", 4_000_000_000L), Rxfilename.parse("a.ark:4000000000"));
    assertEquals(
        new Rxfilename.Offset("hdfs://host:9000/a.ark", 12),
        Rxfilename.parse("hdfs://host:9000/a.ark:12"));
  }

  @Test
  void aBracketAtTheEndIsARange() {
    assertEquals(
        new Rxfilename.Range(new Rxfilename.Offset("a.ark", 12), MatrixRange.parse("[0:9,1:2]")),
        Rxfilename.parse("a.ark:12[0:9,1:2]"));
  }

  @Test
  void aBarAtTheEndIsACommand() {
    assertEquals(
        new Rxfilename.Command("flac -c -d -s a.flac"), Rxfilename.parse("flac -c -d -s a.flac |"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.wav", "a.ark:12", "a.ark:12[0:9]", "cat a |"})
  void theTextIsWhatWasParsed(String text) {
    assertEquals(text, Rxfilename.parse(text).text());
  }

  @ParameterizedTest
  @CsvSource({
    "a.wav, /d/a.wav",
    "a.ark:12, /d/a.ark:12",
    "a.ark:12[0:9], /d/a.ark:12[0:9]",
    "cat a |, cat a |"
  })
  void anotherPathCanTakeThePlaceOfTheFirst(String text, String mapped) {
    assertEquals(mapped, Rxfilename.parse(text).mapPath(path -> "/d/" + path).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ""})
  void standardInputIsRefused(String text) {
    assertEquals(
        "expected a file, an archive offset or a command, got standard input: \"" + text + "\"",
        failure(text));
  }

  @Test
  void aPipeToWriteIntoIsRefused() {
    assertEquals("expected something to read, got a pipe to write into: | gzip", failure("| gzip"));
  }

  @Test
  void anOffsetBeyondLongIsRefused() {
    assertEquals(
        "the offset is too large: a:99999999999999999999", failure("a:99999999999999999999"));
  }

  @Test
  void aRangeOfOneNumberIsRefused() {
    assertEquals(
        "expected a range [first:last] or [first:last,first:last], got [10]",
        failure("a.ark:5[10]"));
  }

  private static String failure(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Rxfilename.parse(text)).getMessage());
  }
}
