package speechreps.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kaldi script files. */
class ScpReaderTest {
  private final CorpusFolder folder;

  ScpReaderTest(@TempDir Path temp) {
    folder = new CorpusFolder(temp);
  }

  @Test
  void everythingAfterTheKeyIsTheLocation() throws IOException {
    folder.write(
        "wav.scp",
        "u3 sph2pipe -f wav -p -c 1 a.sph |",
        "\tu1\t /data/my songs/a.wav \r",
        "u2   /data/feats.ark:1234");
    Corpus corpus = folder.read("wav.scp");
    assertEquals(ManifestForm.SCP, corpus.form());
    assertEquals(List.of("u1", "u2", "u3"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of("/data/my songs/a.wav", "/data/feats.ark:1234", "sph2pipe -f wav -p -c 1 a.sph |"),
        CorpusFolder.locations(corpus));
    assertEquals("wav.scp:2", corpus.utterances().get(0).origin());
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void relativePathsBesideTheScpAreFoundThere() throws IOException {
    folder.touch("wav/a.wav").write("wav.scp", "u1 wav/lost.wav", "u2 wav/a.wav");
    Corpus corpus = folder.read("wav.scp");
    assertEquals(
        List.of(folder.path("wav/lost.wav"), folder.path("wav/a.wav")),
        CorpusFolder.locations(corpus));
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void relativePathsThatAreNotBesideTheScpAreTakenFromTheWorkingDirectoryAsInKaldi()
      throws IOException {
    String working = Path.of("").toAbsolutePath().toString();
    Corpus corpus = folder.write("wav.scp", "u1 src/test", "u2 a.wav").read("wav.scp");
    assertEquals(
        List.of(working + "/src/test", working + "/a.wav"), CorpusFolder.locations(corpus));
    assertEquals(working, corpus.root());
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void relativePathsThatAreNowhereGiveAWarningThatTellsWhereTheyWereLookedFor() throws IOException {
    Corpus corpus = folder.write("wav.scp", "u1 lost/a.wav").read("wav.scp");
    assertEquals(List.of(folder.path("lost/a.wav")), CorpusFolder.locations(corpus));
    assertEquals(
        List.of(
            "warning: wav.scp: relative paths are taken from "
                + folder.path("")
                + ", but its first 1 relative paths are neither there nor in the working directory "
                + Path.of("").toAbsolutePath()
                + "; give the root folder if they are elsewhere"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void theGivenRootHoldsForRelativePathsAlone() throws IOException {
    folder.write(
        "feats.scp", "u1 raw.1.ark:20", "u2 raw.1.ark:99[0:9]", "u3 /abs.ark:1", "u4 cat x |");
    Corpus corpus = folder.read("feats.scp", "s3a://bucket/mfcc");
    assertEquals(
        List.of(
            "s3a://bucket/mfcc/raw.1.ark:20",
            "s3a://bucket/mfcc/raw.1.ark:99[0:9]",
            "/abs.ark:1",
            "cat x |"),
        CorpusFolder.locations(corpus));
  }

  @Test
  void offsetsIntoAnArchiveBesideTheScpAreFound() throws IOException {
    Corpus corpus =
        folder.touch("raw.1.ark").write("feats.scp", "u1 raw.1.ark:20").read("feats.scp");
    assertEquals(List.of(folder.path("raw.1.ark:20")), CorpusFolder.locations(corpus));
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void aLineOfOneFieldFailsAndTheRestGoesOn() throws IOException {
    Corpus corpus = folder.write("wav.scp", "u1 /a.wav", "u2", "u3 /c.wav").read("wav.scp");
    assertEquals(List.of("u1", "u3"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of("failed: wav.scp:2: expected \"key rxfilename\", got 1 field: \"u2\""),
        CorpusFolder.problems(corpus));
    assertEquals("u2", corpus.problems().get(0).id());
  }

  @Test
  void standardInputFails() throws IOException {
    Corpus corpus = folder.write("wav.scp", "u1 /a.wav", "u2 -").read("wav.scp");
    assertEquals(
        List.of(
            "failed: wav.scp:2: expected a file, an archive offset or a command, got standard input:"
                + " \"-\""),
        CorpusFolder.problems(corpus));
  }

  @Test
  void allProblemsAreListedTogether() throws IOException {
    folder.write("wav.scp", "u1 /a.wav", "", "u2", "u1 /b.wav");
    assertEquals(
        List.of(
            "skipped: wav.scp:2: the line is empty",
            "failed: wav.scp:3: expected \"key rxfilename\", got 1 field: \"u2\"",
            "error: wav.scp:4: duplicate id \"u1\", first at wav.scp:1"),
        CorpusFolder.problems(folder.read("wav.scp")));
  }
}
