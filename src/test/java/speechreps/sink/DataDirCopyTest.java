package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static speechreps.sink.DataDirFolder.utterance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** What one data directory hands on to another. */
class DataDirCopyTest {
  private static final String ROOT = "/corpus";

  private final DataDirFolder from;
  private final DataDirFolder to;
  private final DataDirCopy copy;

  DataDirCopyTest(@TempDir Path temp) {
    this.from = new DataDirFolder(temp.resolve("from"));
    this.to = new DataDirFolder(temp.resolve("to"));
    this.copy =
        new DataDirCopy(new Storage(new Configuration(false)), from.path(), ROOT, to.path());
  }

  @Test
  void filesByUtteranceAndSpeakerKeepWhatIsDone() throws IOException {
    from.put("wav.scp", "s1-a /a.wav", "s1-b /b.wav", "s2-a /c.wav")
        .put("text", "s1-a HELLO", "s1-b WORLD", "s2-a AGAIN")
        .put("utt2lang", "s1-a en", "s1-b en", "s2-a fr")
        .put("utt2uniq", "s1-a a", "s1-b b", "s2-a a")
        .put("utt2warp", "s1-a 1.1", "s1-b 1.1", "s2-a 0.9")
        .put("spk2gender", "s1 f", "s2 m")
        .put("spk2warp", "s1 1.1", "s2 0.9");

    assertEquals(List.of(), copy.copy(List.of(utterance("s1-b", "s1"))));

    assertEquals("s1-b WORLD\n", to.content("text"));
    assertEquals("s1-b en\n", to.content("utt2lang"));
    assertEquals("s1-b b\n", to.content("utt2uniq"));
    assertEquals("s1-b 1.1\n", to.content("utt2warp"));
    assertEquals("s1 f\n", to.content("spk2gender"));
    assertEquals("s1 1.1\n", to.content("spk2warp"));
    assertEquals("s1-b /b.wav\n", to.content("wav.scp"));
  }

  @Test
  void recordingsStayAsLongAsASegmentNeedsThem() throws IOException {
    from.put("wav.scp", "r1 /1.wav", "r2 /2.wav", "r3 /3.wav")
        .put("segments", "a r3 0 1.5", "b r2 0 1", "c r3 1.5 2", "d r1 0 1")
        .put("reco2dur", "r1 1", "r2 1", "r3 2.0")
        .put("reco2file_and_channel", "r1 1 A", "r2 2 A", "r3 3 A")
        .put("reco2num_spk", "r1 1", "r2 1", "r3 2");

    copy.copy(List.of(utterance("a", null), utterance("c", null), utterance("d", null)));

    assertEquals("a r3 0 1.5\nc r3 1.5 2\nd r1 0 1\n", to.content("segments"));
    assertEquals("r1 /1.wav\nr3 /3.wav\n", to.content("wav.scp"));
    assertEquals("r1 1\nr3 2.0\n", to.content("reco2dur"));
    assertEquals("r1 1 A\nr3 3 A\n", to.content("reco2file_and_channel"));
    assertEquals("r1 1\nr3 2\n", to.content("reco2num_spk"));
  }

  @Test
  void whatBelongsToOtherFeaturesStaysBehind() throws IOException {
    from.put("wav.scp", "a /a.wav")
        .put("feats.scp", "a /old.ark:2")
        .put("cmvn.scp", "a /old.ark:9")
        .put("vad.scp", "a /old.ark:8")
        .put("utt2num_frames", "a 7")
        .put("utt2dur", "a 7")
        .put("utt2spk", "a a")
        .put("spk2utt", "a a")
        .put("frame_shift", "0.02")
        .put("conf/mfcc.conf", "--num-ceps=20")
        .put("split2/1/text", "a HELLO")
        .put(".backup/text", "a HELLO")
        .put("q/run.log", "done");

    assertEquals(List.of("wav.scp"), copy.names());
    copy.copy(List.of(utterance("a", null)));

    assertEquals(List.of("wav.scp"), to.names());
  }

  @Test
  void relativePathsAreTakenFromTheRoot() throws IOException {
    from.put(
        "wav.scp",
        "a x/a.wav",
        "b /b.wav",
        "c sox x/c.mp3 -t wav - |",
        "d x/d.ark:12",
        "e hdfs://name/e.wav",
        "f file:///f.wav");

    copy.copy(utterances("a", "b", "c", "d", "e", "f"));

    assertEquals(
        """
        a /corpus/x/a.wav
        b /b.wav
        c sox x/c.mp3 -t wav - |
        d /corpus/x/d.ark:12
        e hdfs://name/e.wav
        f /f.wav
        """,
        to.content("wav.scp"));
  }

  @Test
  void aFileThatDoesNotCoverAllIsTold() throws IOException {
    from.put("wav.scp", "a /a.wav", "b /b.wav", "c /c.wav").put("text", "b HELLO");

    assertEquals(List.of("text: no line for 2 of 3 keys"), copy.copy(utterances("a", "b", "c")));

    assertEquals("b HELLO\n", to.content("text"));
  }

  @Test
  void gzippedFilesAreUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a /a.wav\n".getBytes(StandardCharsets.UTF_8));
    }
    from.put("wav.scp", bytes.toByteArray());

    copy.copy(utterances("a"));

    assertEquals("a /a.wav\n", to.content("wav.scp"));
  }

  @Test
  void aBadLineBeforeAGoodOneDoesNotEndTheCopy() throws IOException {
    from.put("wav.scp", "r", "r /r.wav").put("segments", "a", "a r 0 1");

    copy.copy(utterances("a"));

    assertEquals("a\n", to.content("segments"));
    assertEquals("", to.content("wav.scp"));
  }

  private static List<Utterance> utterances(String... ids) {
    return List.of(ids).stream().map(id -> utterance(id, null)).toList();
  }
}
