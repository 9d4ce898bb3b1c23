package speechreps.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** Manifests and folders that others made. */
@Tag("conformance")
class CorpusConformanceTest {
  private final ManifestReader reader = new ManifestReader(new Storage(new Configuration(false)));

  @Test
  void aDataDirectoryOfCommandsAndSegmentsIsReadWhole() throws IOException {
    Corpus corpus = read("data/manifests/lhotse_mini_librispeech");
    assertEquals(ManifestForm.DATA_DIR, corpus.form());
    assertEquals(List.of(), corpus.problems());
    assertEquals(38, corpus.utterances().size());
    assertEquals(
        new Utterance(
            "lbi-1272-135031-0000",
            "sox  -r  16000  -b16  -c  1  --null  -t  wav  -  synth  174160s  sine  300-3300  |",
            new Segment(0, 10.885),
            null,
            "lbi-1272-135031",
            10.885,
            "segments:1"),
        corpus.utterances().get(0));
  }

  @Test
  void aSegmentThatStartsLaterKeepsItsStart() throws IOException {
    Corpus corpus = read("data/manifests/lhotse_mini_librispeech2");
    assertEquals(List.of(), corpus.problems());
    assertEquals(3, corpus.utterances().size());
    assertEquals(new Segment(1.0, 20.89), corpus.utterances().get(0).segment());
  }

  @Test
  void featuresInAnArchiveBesideTheScpAreFound() throws IOException {
    Corpus corpus = read("data/manifests/lhotse_mini_librispeech2/feats.scp");
    assertEquals(List.of(), corpus.problems());
    assertEquals(
        data("data/manifests/lhotse_mini_librispeech2")
            + "/data/raw_mfcc_mini_librispeech2.1.ark:25996",
        corpus.utterances().get(1).location());
  }

  @Test
  void librispeechIsReadFromItsFolder() throws IOException {
    Corpus corpus = read("data/audio/LibriSpeech");
    assertEquals(79, corpus.utterances().size());
    assertEquals("train-clean-100/27/124992/27-124992-0000.flac", corpus.utterances().get(0).id());
    assertTrue(!corpus.isUnusable());
  }

  private Corpus read(String name) throws IOException {
    return reader.read(data(name), null, ManifestForm.AUTO);
  }

  private static String data(String name) {
    String data = System.getProperty("conformance.data", "");
    assertTrue(!data.isEmpty(), "the property conformance.data must name the folder of the data");
    return Path.of(data, name).toString();
  }
}
