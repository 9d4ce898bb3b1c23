package speechreps.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of audio files. */
class FolderReaderTest {
  private final CorpusFolder folder;

  FolderReaderTest(@TempDir Path temp) {
    folder = new CorpusFolder(temp);
  }

  @Test
  void recordingsAtAnyDepthAreFoundByTheirExtension() throws IOException {
    folder.touch("c/a.wav", "c/d/e/B.FLAC", "c/x y.opus", "c/.hidden.wav", "c/_tmp/a.wav");
    Corpus corpus = folder.read("c");
    assertEquals(ManifestForm.FOLDER, corpus.form());
    assertEquals(List.of("a.wav", "d/e/B.FLAC", "x y.opus"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of(folder.path("c/a.wav"), folder.path("c/d/e/B.FLAC"), folder.path("c/x y.opus")),
        CorpusFolder.locations(corpus));
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void filesThatAreNotAudioAreCounted() throws IOException {
    folder.touch("c/a.wav", "c/a.txt", "c/b.txt", "c/README");
    assertEquals(
        List.of(
            "warning: "
                + folder.path("c")
                + ": files left out because their extension is not one of audio: 3, the first is"
                + " README"),
        CorpusFolder.problems(folder.read("c/")));
  }

  @Test
  void aFolderWithoutAudioIsFatal() throws IOException {
    Corpus corpus = folder.touch("c/a.txt").read("c");
    assertTrue(corpus.isUnusable());
    assertEquals(
        List.of(
            "error: "
                + folder.path("c")
                + ": no audio files in this folder: expected files ending in .wav, .flac, .mp3,"
                + " .ogg, .oga, .opus, .sph, .aiff, .aif, .aifc, .w64, .rf64, .au, .snd, .caf,"
                + " .m4a, .aac, .wma, .webm, .amr, .spx, got 1 others"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void idsAreRelativeToAGivenRootAbove() throws IOException {
    Corpus corpus = folder.touch("c/d/a.wav").read("c/d", folder.path("c"));
    assertEquals(List.of("d/a.wav"), CorpusFolder.ids(corpus));
  }
}
