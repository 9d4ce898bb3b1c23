package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static speechreps.sink.DataDirFolder.utterance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.storage.Storage;

/** The files that say whose utterances are and how their features were made. */
class DataDirWriterTest {
  private final DataDirFolder folder;
  private final DataDirWriter writer;

  DataDirWriterTest(@TempDir Path temp) {
    this.folder = new DataDirFolder(temp);
    this.writer = new DataDirWriter(new Storage(new Configuration(false)), temp.toString());
  }

  @Test
  void speakersAreWrittenBothWays() throws IOException {
    writer.speakers(
        List.of(utterance("s1-a", "s1"), utterance("s1-b", "s1"), utterance("s2-a", "s2")));

    assertEquals("s1-a s1\ns1-b s1\ns2-a s2\n", folder.content("utt2spk"));
    assertEquals("s1 s1-a s1-b\ns2 s2-a\n", folder.content("spk2utt"));
  }

  @Test
  void anUtteranceWithoutASpeakerIsItsOwn() throws IOException {
    writer.speakers(List.of(utterance("a", null), utterance("b", "s")));

    assertEquals("a a\nb s\n", folder.content("utt2spk"));
    assertEquals("a a\ns b\n", folder.content("spk2utt"));
  }

  @Test
  void speakersThatAreNoPrefixesOfTheirUtterancesAreGroupedAndSorted() throws IOException {
    writer.speakers(
        List.of(
            utterance("a", "\uD83D\uDE00"),
            utterance("b", "y"),
            utterance("c", "\uD83D\uDE00"),
            utterance("d", "x")));

    assertEquals(List.of("spk2utt", "utt2spk"), folder.names());
    // The bytes of the speaker as chars.
    assertEquals("x d\ny b\n\u00F0\u009F\u0098\u0080 a c\n", folder.content("spk2utt"));
  }

  @Test
  void withoutUtterancesBothFilesAreEmpty() throws IOException {
    writer.speakers(List.of());

    assertEquals("", folder.content("utt2spk"));
    assertEquals("", folder.content("spk2utt"));
  }

  @Test
  void theFrameShiftIsInSeconds() throws IOException {
    writer.frameShift(10);
    assertEquals("0.01\n", folder.content("frame_shift"));

    writer.frameShift(12.5);
    assertEquals("0.0125\n", folder.content("frame_shift"));
  }

  @Test
  void optionsAreLinesOfAKaldiConfiguration() throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("num-mel-bins", "80");
    options.put("dither", "0");

    writer.conf("fbank", options);

    assertEquals("--num-mel-bins=80\n--dither=0\n", folder.content("conf/fbank.conf"));
  }
}
