package speechreps.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.Utterance;

/** Manifests of features. */
class FeatsReaderTest {
  private final CorpusFolder folder;

  FeatsReaderTest(@TempDir Path temp) {
    folder = new CorpusFolder(temp);
  }

  @Test
  void fileOfThisNameIsOne() throws IOException {
    for (String name : List.of("feats.scp", "feats.3.scp", "feats.scp.3", "feats_hires.scp")) {
      folder.write(name, "u2 /a.ark:20", "u1 /a.ark:5[0:9]");
      Corpus corpus = folder.read(name);
      assertEquals(ManifestForm.FEATS, corpus.form());
      assertEquals(List.of("/a.ark:5[0:9]", "/a.ark:20"), CorpusFolder.locations(corpus));
      assertEquals(List.of(), corpus.problems());
    }
  }

  @Test
  void gzippedFileIsOne() throws IOException {
    folder.writeGzip("feats.scp.gz", "u1 /a.ark:5");
    assertEquals(ManifestForm.FEATS, folder.read("feats.scp.gz").form());
  }

  @Test
  void scpOfAnotherNameIsOneWhenTheUserSaysSo() throws IOException {
    folder.write("raw_fbank.1.scp", "u1 /a.ark:5");
    assertEquals(ManifestForm.SCP, folder.read("raw_fbank.1.scp").form());
    assertEquals(
        ManifestForm.FEATS, folder.read("raw_fbank.1.scp", null, ManifestForm.FEATS).form());
  }

  @Test
  void dataDirectoryWithoutAudioIsOne() throws IOException {
    folder.write("d/feats.scp", "u1 /a.ark:5");
    assertEquals(ManifestForm.FEATS, folder.read("d").form());
  }

  @Test
  void dataDirectoryWithBothIsOneOfAudioUnlessTheUserSaysOtherwise() throws IOException {
    folder.write("d/feats.scp", "u1 /a.ark:5").write("d/wav.scp", "r1 /a.wav");
    assertEquals(ManifestForm.DATA_DIR, folder.read("d").form());
    assertEquals(List.of("u1"), CorpusFolder.ids(folder.read("d", null, ManifestForm.FEATS)));
  }

  @Test
  void folderWithoutFeaturesIsRefused() throws IOException {
    folder.write("d/wav.scp", "r1 /a.wav");
    Corpus corpus = folder.read("d", null, ManifestForm.FEATS);
    assertEquals(
        List.of("error: " + folder.path("d") + ": a data directory of features needs a feats.scp"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void speakersComeFromTheFileBeside() throws IOException {
    folder.write("d/feats.scp", "u1 /a.ark:5").write("d/utt2spk", "u1 ann");
    assertEquals("ann", folder.read("d").utterances().get(0).speaker());
  }

  @Test
  void durationsComeFromFramesWhereTheyAreNotTold() throws IOException {
    folder
        .write("d/feats.scp", "u1 /a.ark:5", "u2 /a.ark:9", "u3 /a.ark:12")
        .write("d/utt2dur", "u1 1.5")
        .write("d/utt2num_frames", "u1 7", "u2 200")
        .write("d/frame_shift", "0.0125");
    Corpus corpus = folder.read("d");
    assertEquals(
        List.of(1.5, 2.5, Double.NaN),
        corpus.utterances().stream().map(Utterance::seconds).toList());
    assertEquals(12.5, corpus.frameShiftMs());
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void frameShiftIsKaldisWhereNothingTellsIt() throws IOException {
    folder.write("d/feats.scp", "u1 /a.ark:5").write("d/utt2num_frames", "u1 300");
    Corpus corpus = folder.read("d");
    assertEquals(3, corpus.utterances().get(0).seconds());
    assertNull(corpus.frameShiftMs());
  }

  @Test
  void brokenFrameShiftEndsTheJob() throws IOException {
    folder.write("d/feats.scp", "u1 /a.ark:5");
    for (String text : List.of("ten", "0", "-1", "NaN", "0.01\n0.02")) {
      assertEquals(
          List.of(
              "error: frame_shift: expected one line with a frame shift in seconds, such as 0.01"),
          CorpusFolder.problems(folder.write("d/frame_shift", text).read("d")));
    }
  }
}
