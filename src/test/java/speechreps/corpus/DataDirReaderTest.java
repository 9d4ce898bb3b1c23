package speechreps.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.FailureReason;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;

/** Kaldi data directories. */
class DataDirReaderTest {
  private final CorpusFolder folder;

  DataDirReaderTest(@TempDir Path temp) {
    folder = new CorpusFolder(temp);
  }

  @Test
  void withoutSegmentsEachRecordingIsAnUtterance() throws IOException {
    folder.write("d/wav.scp", "u2 /b.wav", "u1 /a.wav");
    Corpus corpus = folder.read("d");
    assertEquals(ManifestForm.DATA_DIR, corpus.form());
    assertEquals(List.of("u1", "u2"), CorpusFolder.ids(corpus));
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void speakersAndDurationsComeFromTheirFiles() throws IOException {
    folder
        .write("d/wav.scp", "u1 /a.wav", "u2 /b.wav", "u3 /c.wav")
        .write("d/utt2spk", "u3 s2", "u1 s1", "u2 s1")
        .write("d/utt2dur", "u1 1.5 ", "u2 2")
        .write("d/reco2dur", "u2 2", "u3 7");
    Corpus corpus = folder.read("d");
    assertEquals(
        List.of("s1", "s1", "s2"), corpus.utterances().stream().map(Utterance::speaker).toList());
    assertEquals(
        List.of(1.5, 2.0, 7.0), corpus.utterances().stream().map(Utterance::seconds).toList());
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void eachSegmentIsAnUtterance() throws IOException {
    folder
        .write("d/wav.scp", "r1 /a.wav", "r2 cat b.wav |")
        .write("d/segments", "r2-1 r2 0 -1 1", "r1-2 r1 1.25 4.5", "r1-1 r1 0 1.25")
        .write("d/reco2dur", "r1 9", "r2 6");
    Corpus corpus = folder.read("d");
    assertEquals(
        List.of(
            new Utterance("r1-1", "/a.wav", new Segment(0, 1.25), null, null, 1.25, "segments:3"),
            new Utterance("r1-2", "/a.wav", new Segment(1.25, 4.5), null, null, 3.25, "segments:2"),
            new Utterance("r2-1", "cat b.wav |", new Segment(0, -1), 1, null, 6.0, "segments:1")),
        corpus.utterances());
    assertEquals(List.of(), corpus.problems());
  }

  @Test
  void aSegmentOfAnUnknownRecordingFailsAndTheRestGoesOn() throws IOException {
    folder
        .write("d/wav.scp", "r1 /a.wav")
        .write("d/segments", "s1 r1 0 1", "s2 lost 0 1")
        .write("d/utt2spk", "s1 a", "s2 a");
    Corpus corpus = folder.read("d");
    assertEquals(List.of("s1"), CorpusFolder.ids(corpus));
    ManifestProblem problem = corpus.problems().get(0);
    assertEquals(FailureReason.MISSING_RECORDING, problem.reason());
    assertEquals("s2", problem.id());
    assertEquals(
        List.of("failed: segments:2: recording \"lost\" is not in wav.scp"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void segmentsThatMakeNoSenseFailOneByOne() throws IOException {
    folder
        .write("d/wav.scp", "r /a.wav")
        .write(
            "d/segments", "s1 r 2 1", "s2 r -1 1", "s3 r x 1", "s4 r 0", "s5 r 0 1 A", "s6 r 0 1");
    Corpus corpus = folder.read("d");
    assertEquals(List.of("s6"), CorpusFolder.ids(corpus));
    assertEquals(
        List.of(
            "failed: segments:1: segment end must be after its start 2.0, got 1.0: \"s1 r 2 1\"",
            "failed: segments:2: segment start must be at least 0, got -1.0: \"s2 r -1 1\"",
            "failed: segments:3: expected start in seconds, got \"x\": \"s3 r x 1\"",
            "failed: segments:4: expected \"utterance recording start end [channel]\", got 3"
                + " fields: \"s4 r 0\"",
            "failed: segments:5: expected a channel from 0, got \"A\": \"s5 r 0 1 A\""),
        CorpusFolder.problems(corpus));
    assertEquals("s4", corpus.problems().get(3).id());
  }

  @Test
  void aBadLineOfWavScpCostsOnlyTheSegmentsOfThatRecording() throws IOException {
    folder.write("d/wav.scp", "r1 /a.wav", "", "r2").write("d/segments", "s1 r1 0 1", "s2 r2 0 1");
    assertEquals(
        List.of(
            "warning: wav.scp:2: the line is empty",
            "warning: wav.scp:3: expected \"key rxfilename\", got 1 field: \"r2\"",
            "failed: segments:2: recording \"r2\" is not in wav.scp"),
        CorpusFolder.problems(folder.read("d")));
  }

  @Test
  void aRecordingTwiceIsFatal() throws IOException {
    folder.write("d/wav.scp", "r1 /a.wav", "r1 /b.wav").write("d/segments", "s1 r1 0 1");
    Corpus corpus = folder.read("d");
    assertTrue(corpus.isUnusable());
    assertEquals(
        List.of("error: wav.scp:2: duplicate id \"r1\", first at wav.scp:1"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void recordingsWithoutSegmentAreAWarning() throws IOException {
    folder.write("d/wav.scp", "r1 /a.wav", "r2 /b.wav", "r3 /c.wav");
    folder.write("d/segments", "s1 r2 0 1");
    assertEquals(
        List.of(
            "warning: segments: recordings of wav.scp without a segment: 2, the first is \"r1\""),
        CorpusFolder.problems(folder.read("d")));
  }

  @Test
  void filesThatDoNotNameTheSameUtterancesAreAWarning() throws IOException {
    folder
        .write("d/wav.scp", "u1 /a.wav", "u2 /b.wav")
        .write("d/utt2spk", "u1 s1", "x1 s1", "x2 s1", "u1 s2");
    Corpus corpus = folder.read("d");
    assertFalse(corpus.isUnusable());
    assertEquals("s1", corpus.utterances().get(0).speaker());
    assertEquals(
        List.of(
            "warning: utt2spk:4: second line for \"u1\"; the first one holds",
            "warning: utt2spk: lines with an id that is nowhere else: 2, the first is \"x1\""
                + " (utt2spk:2)",
            "warning: utt2spk: utterances without a speaker: 1, the first is \"u2\" (wav.scp:2)"),
        CorpusFolder.problems(corpus));
  }

  @Test
  void aDurationThatIsNoneIsAWarning() throws IOException {
    folder.write("d/wav.scp", "u1 /a.wav").write("d/utt2dur", "u1 long");
    Corpus corpus = folder.read("d");
    assertTrue(Double.isNaN(corpus.utterances().get(0).seconds()));
    assertEquals(
        List.of("warning: utt2dur:1: expected duration in seconds, got \"long\": \"u1 long\""),
        CorpusFolder.problems(corpus));
  }

  @Test
  void relativePathsOfADataDirectoryMayLieInIt() throws IOException {
    Corpus corpus = folder.touch("d/a.wav").write("d/wav.scp", "u1 a.wav").read("d");
    assertEquals(List.of(folder.path("d/a.wav")), CorpusFolder.locations(corpus));
  }
}
