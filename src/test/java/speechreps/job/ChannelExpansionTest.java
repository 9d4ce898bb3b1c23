package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.extract.RecordingHeader;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;

/** {@code --channel each}. */
class ChannelExpansionTest {
  private static final RecordingHeader MONO = new RecordingHeader(1, 1, 16000, null);
  private static final RecordingHeader STEREO = new RecordingHeader(2, 2, 16000, null);

  @Test
  void everyChannelIsAnUtterance() {
    List<Utterance> expanded =
        ChannelExpansion.expand(
            List.of(
                Utterance.ofRecording("a", "a.wav", "scp:1"),
                new Utterance("b", "b.wav", new Segment(0, 1.5), null, "ann", 1.5, "scp:2")),
            List.of(MONO, STEREO));

    assertEquals(
        List.of(
            new Utterance("a-c0", "a.wav", null, 0, null, 1, "scp:1"),
            new Utterance("b-c0", "b.wav", new Segment(0, 1.5), 0, "ann", 1.5, "scp:2"),
            new Utterance("b-c1", "b.wav", new Segment(0, 1.5), 1, "ann", 1.5, "scp:2")),
        expanded);
  }

  @Test
  void newIdsAreInOrderAgain() {
    List<Utterance> expanded =
        ChannelExpansion.expand(
            List.of(
                Utterance.ofRecording("a", "a.wav", "scp:1"),
                Utterance.ofRecording("a-b", "b.wav", "scp:2")),
            List.of(MONO, MONO));

    assertEquals(List.of("a-b-c0", "a-c0"), expanded.stream().map(Utterance::id).toList());
  }

  @Test
  void channelOfTheManifestAndUnreadableRecordingsStay() {
    Utterance named = new Utterance("a", "a.wav", null, 1, null, 2, "segments:1");
    Utterance broken = Utterance.ofRecording("b", "b.wav", "scp:2");

    assertEquals(
        List.of(named, broken),
        ChannelExpansion.expand(List.of(named, broken), List.of(STEREO, RecordingHeader.UNKNOWN)));
  }

  @Test
  void sameIdTwiceIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ChannelExpansion.expand(
                    List.of(
                        Utterance.ofRecording("a", "a.wav", "segments:1"),
                        new Utterance("a-c1", "a.wav", null, 1, null, 2, "segments:2")),
                    List.of(STEREO, STEREO)));

    assertEquals(
        "--channel each gives two utterances the id \"a-c1\" (segments:1, segments:2)",
        e.getMessage());
  }
}
