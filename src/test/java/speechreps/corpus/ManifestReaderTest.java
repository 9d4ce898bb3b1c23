package speechreps.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which form a manifest has, and manifests that are not there, empty or no manifests. */
class ManifestReaderTest {
  private static final String EXPECTED =
      "; expected a list of audio paths, a Kaldi scp, a Kaldi data directory or a folder of audio";

  private final CorpusFolder folder;

  ManifestReaderTest(@TempDir Path temp) {
    folder = new CorpusFolder(temp);
  }

  @Test
  void splitAndGzippedScpsAreToldByTheirNames() throws IOException {
    folder.write("wav.3.scp", "u1 /a.wav").write("wav.scp.3", "u1 /a.wav");
    folder.writeGzip("wav.scp.gz", "u1 /a.wav");
    assertEquals(ManifestForm.SCP, folder.read("wav.3.scp").form());
    assertEquals(ManifestForm.SCP, folder.read("wav.scp.3").form());
    assertEquals(ManifestForm.SCP, folder.read("wav.scp.gz").form());
  }

  @Test
  void anScpOfAnotherNameIsToldWhenNoLineCanBeAPath() throws IOException {
    folder.write("train.txt", "u1 /a.wav", "", "u2 s3a://b/a.wav", "u3 cat a |", "u4 f.ark:7");
    Corpus corpus = folder.read("train.txt");
    assertEquals(ManifestForm.SCP, corpus.form());
    assertEquals(List.of("u1", "u2", "u3", "u4"), CorpusFolder.ids(corpus));
  }

  @Test
  void pathsWithBlanksAreAList() throws IOException {
    folder.touch("my song.wav").write("train.txt", "my song.wav", "/a b/c.wav");
    assertEquals(ManifestForm.LIST, folder.read("train.txt").form());
  }

  @Test
  void theGivenFormWins() throws IOException {
    folder.write("train.txt", "my song.wav");
    Corpus corpus = folder.read("train.txt", "/audio", ManifestForm.SCP);
    assertEquals(List.of("my"), CorpusFolder.ids(corpus));
    assertEquals(List.of("/audio/song.wav"), CorpusFolder.locations(corpus));
  }

  @Test
  void aMissingManifestIsFatal() throws IOException {
    Corpus corpus = folder.read("nothing.txt");
    assertTrue(corpus.isUnusable());
    assertEquals(
        List.of(
            "error: "
                + folder.path("nothing.txt")
                + ": there is no manifest of this name"
                + EXPECTED),
        CorpusFolder.problems(corpus));
  }

  @Test
  void anEmptyManifestIsFatal() throws IOException {
    Corpus corpus = folder.touch("list.txt").read("list.txt");
    assertEquals(
        List.of("error: " + folder.path("list.txt") + ": the manifest is empty" + EXPECTED),
        CorpusFolder.problems(corpus));
  }

  @Test
  void aManifestOfEmptyLinesIsEmpty() throws IOException {
    Corpus corpus = folder.write("list.txt", "", "").read("list.txt");
    assertTrue(corpus.isUnusable());
    assertEquals(2, corpus.count(ManifestProblem.Severity.SKIPPED));
  }

  @Test
  void aRecordingIsNotAManifest() throws IOException {
    Corpus corpus = folder.touch("a.WAV").read("a.WAV");
    assertEquals(
        List.of("error: " + folder.path("a.WAV") + ": this is named like a recording" + EXPECTED),
        CorpusFolder.problems(corpus));
  }

  @Test
  void aFolderForAFileAndAFileForAFolderAreFatal() throws IOException {
    folder.write("list.txt", "/a.wav").touch("audio/a.wav");
    assertEquals(
        List.of("error: " + folder.path("audio") + ": expected a file (SCP), got a folder"),
        CorpusFolder.problems(folder.read("audio", null, ManifestForm.SCP)));
    assertEquals(
        List.of("error: " + folder.path("list.txt") + ": expected a folder (FOLDER), got a file"),
        CorpusFolder.problems(folder.read("list.txt", null, ManifestForm.FOLDER)));
  }

  @Test
  void aDataDirectoryWithoutWavScpIsFatal() throws IOException {
    folder.write("data/segments", "s r 0 1");
    assertEquals(
        List.of("error: " + folder.path("data") + ": a data directory needs a wav.scp"),
        CorpusFolder.problems(folder.read("data", null, ManifestForm.DATA_DIR)));
  }

  @Test
  void aTruncatedGzipIsAnErrorThatNamesTheFile() throws IOException {
    folder.writeGzip("list.txt.gz", "/x.wav", "/y.wav");
    byte[] whole = Files.readAllBytes(Path.of(folder.path("list.txt.gz")));
    folder.write("list.txt.gz", Arrays.copyOf(whole, whole.length - 9));
    IOException e = assertThrows(IOException.class, () -> folder.read("list.txt.gz"));
    assertTrue(e.toString().contains(folder.path("list.txt.gz")), e.toString());
  }

  @Test
  void theListingShowsTheWorstFirstAndCountsTheRest() throws IOException {
    folder.write("wav.scp", "", "u2", "u1 /a.wav", "u1 /b.wav");
    assertEquals(
        """
        error: wav.scp:4: duplicate id "u1", first at wav.scp:3
        failed: wav.scp:2: expected "key rxfilename", got 1 field: "u2"
        and 1 more
        """,
        Corpus.listing(folder.read("wav.scp").problems(), 2));
  }

  @Test
  void aLineWithoutEndIsNotReadIntoMemory() throws IOException {
    byte[] endless = new byte[(1 << 20) + 100];
    Arrays.fill(endless, (byte) 'a');
    System.arraycopy("/a".getBytes(StandardCharsets.UTF_8), 0, endless, 0, 2);
    folder.write("list.txt", endless);
    IOException e = assertThrows(IOException.class, () -> folder.read("list.txt"));
    assertTrue(e.toString().contains(folder.path("list.txt")), e.toString());
  }
}
