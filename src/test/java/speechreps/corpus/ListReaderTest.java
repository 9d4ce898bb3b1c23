package speechreps.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.FailureReason;
import speechreps.speech.Utterance;

/** Lists of paths. */
class ListReaderTest {
  private final CorpusFolder folder;

  ListReaderTest(@TempDir Path temp) {
    folder = new CorpusFolder(temp);
  }

  @Test
  void sameFileNameInTwoFoldersGivesTwoIds() throws IOException {
    folder.touch("a/x.wav", "b/x.wav").write("list.txt", "b/x.wav", "a/x.wav");
    Corpus corpus = folder.read("list.txt");
    assertEquals(List.of("a/x.wav", "b/x.wav"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of(folder.path("a/x.wav"), folder.path("b/x.wav")), CorpusFolder.locations(corpus));
    assertEquals(ManifestForm.LIST, corpus.form());
    assertEquals(folder.path(""), corpus.root());
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void anUtteranceOfAListKnowsItsLineAndNothingElse() throws IOException {
    folder.touch("x.wav").write("list.txt", "x.wav");
    Utterance utterance = folder.read("list.txt").utterances().get(0);
    assertEquals("list.txt:1", utterance.origin());
    assertNull(utterance.segment());
    assertNull(utterance.channel());
    assertNull(utterance.speaker());
    assertTrue(Double.isNaN(utterance.seconds()));
  }

  @Test
  void blanksInsideAPathBelongToIt() throws IOException {
    folder.touch("my songs/a b.wav").write("list.txt", "  my songs/a b.wav\t\r");
    Corpus corpus = folder.read("list.txt");
    assertEquals(List.of("my songs/a b.wav"), CorpusFolder.ids(corpus));
  }

  @Test
  void aHashIsPartOfTheName() throws IOException {
    folder.touch("#1.wav").write("list.txt", "#1.wav");
    assertEquals(List.of("#1.wav"), CorpusFolder.ids(folder.read("list.txt")));
  }

  @Test
  void absolutePathsBelowTheListsFolderGetRelativeIds() throws IOException {
    folder.write("list.txt", folder.path("a/x.wav"), "/elsewhere/x.wav", "s3a://bucket/x.wav");
    Corpus corpus = folder.read("list.txt");
    assertEquals(
        List.of("/elsewhere/x.wav", "a/x.wav", "s3a://bucket/x.wav"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of("/elsewhere/x.wav", folder.path("a/x.wav"), "s3a://bucket/x.wav"),
        CorpusFolder.locations(corpus));
  }

  @Test
  void aLeadingDotSlashIsNotPartOfTheId() throws IOException {
    folder.touch("a/x.wav").write("list.txt", "./a/x.wav");
    assertEquals(List.of("a/x.wav"), CorpusFolder.ids(folder.read("list.txt")));
  }

  @Test
  void theGivenRootIsWherePathsAndIdsStart() throws IOException {
    folder.write("lists/train.txt", "x.wav", folder.path("audio/y.wav"));
    Corpus corpus = folder.read("lists/train.txt", folder.path("audio/"));
    assertEquals(List.of("x.wav", "y.wav"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of(folder.path("audio/x.wav"), folder.path("audio/y.wav")),
        CorpusFolder.locations(corpus));
  }

  @Test
  void idsAreSortedByTheBytesOfUtf8() throws IOException {
    folder.write("list.txt", "/\uD83C\uDFB5.wav", "/\uFF41.wav", "/b.wav", "/B.wav", "/a.wav");
    assertEquals(
        List.of("/B.wav", "/a.wav", "/b.wav", "/\uFF41.wav", "/\uD83C\uDFB5.wav"),
        CorpusFolder.ids(folder.read("list.txt")));
  }

  @Test
  void emptyLinesAreSkippedAndCounted() throws IOException {
    folder.write("list.txt", "/x.wav", "", "  ", "/y.wav");
    Corpus corpus = folder.read("list.txt");
    assertEquals(List.of("/x.wav", "/y.wav"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of("skipped: list.txt:2: the line is empty", "skipped: list.txt:3: the line is empty"),
        CorpusFolder.problems(corpus));
    assertEquals(2, corpus.count(ManifestProblem.Severity.SKIPPED));
  }

  @Test
  void aDuplicateIsFatalAndNamesBothLines() throws IOException {
    folder.write("list.txt", "/x.wav", "/y.wav", "/x.wav", "/x.wav");
    Corpus corpus = folder.read("list.txt");
    assertTrue(corpus.isUnusable());
    assertEquals(
        List.of(
            "error: list.txt:3: duplicate id \"/x.wav\", first at list.txt:1",
            "error: list.txt:4: duplicate id \"/x.wav\", first at list.txt:1"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void aLineThatIsNotUtf8FailsAloneAndTheRestGoesOn() throws IOException {
    byte[] latin1 = "/stra\u00DFe.wav\n/x.wav\n".getBytes(StandardCharsets.ISO_8859_1);
    Corpus corpus = folder.write("list.txt", latin1).read("list.txt");
    assertEquals(List.of("/x.wav"), CorpusFolder.ids(corpus));
    ManifestProblem problem = corpus.problems().get(0);
    assertEquals(FailureReason.BAD_MANIFEST_LINE, problem.reason());
    assertNull(problem.id());
    assertEquals(
        "failed: list.txt:1: the line is not valid UTF-8: \"/stra\uFFFDe.wav\"",
        problem.toString());
  }

  @Test
  void aReplacementCharacterInAFileNameIsNoFault() throws IOException {
    folder.write("list.txt", "/\uFFFD.wav");
    assertEquals(List.of("/\uFFFD.wav"), CorpusFolder.ids(folder.read("list.txt")));
  }

  @Test
  void aControlCharacterInAnIdFailsThatLine() throws IOException {
    Corpus corpus = folder.write("list.txt", "/a\tb.wav", "/x.wav").read("list.txt");
    assertEquals(List.of("/x.wav"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of(
            "failed: list.txt:1: id holds the control character U+0009 at position 3; expected"
                + " printable characters"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void aByteOrderMarkIsNotPartOfThePath() throws IOException {
    folder.write("list.txt", "\uFEFF/x.wav", "/y.wav");
    assertEquals(List.of("/x.wav", "/y.wav"), CorpusFolder.ids(folder.read("list.txt")));
  }

  @Test
  void aListWithoutALastLineEndIsComplete() throws IOException {
    folder.write("list.txt", "/x.wav\n/y.wav".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of("/x.wav", "/y.wav"), CorpusFolder.ids(folder.read("list.txt")));
  }

  @Test
  void aGzippedListIsRead() throws IOException {
    folder.writeGzip("list.txt.gz", "/x.wav", "/y.wav");
    Corpus corpus = folder.read("list.txt.gz");
    assertEquals(List.of("/x.wav", "/y.wav"), CorpusFolder.ids(corpus));
    assertEquals("list.txt.gz:2", corpus.utterances().get(1).origin());
  }

  @Test
  void idsWithBlanksCannotBeKeysOfAnArchive() throws IOException {
    Corpus corpus = folder.write("list.txt", "/a b.wav", "/x.wav").read("list.txt");
    assertEquals(
        List.of(
            "error: list.txt:1: a key must have neither blanks nor control characters, got U+0020"
                + " in \"/a b.wav\"; ids that are no keys can be written to Parquet"),
        corpus.archiveKeyProblems().stream().map(ManifestProblem::toString).toList());
  }
}
