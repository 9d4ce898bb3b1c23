package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

class ChannelChoiceTest {
  private static final Waveform STEREO =
      new Waveform(16000, new FeatureMatrix(2, 2, new float[] {1, 3, 2, -4}), List.of("odd"));
  private static final Waveform MONO = Samples.waveform(16000, new float[] {1, 2});

  @Test
  void withoutAChoiceTheFirstOfSeveralChannelsIsUsedWithAWarning() throws IOException {
    Waveform chosen = ChannelChoice.DEFAULT.of(STEREO, "a.wav");
    assertArrayEquals(new float[][] {{1, 2}}, Samples.of(chosen));
    assertEquals(
        List.of("odd", "has 2 channels, none was chosen: channel 0 is used"), chosen.warnings());
  }

  @Test
  void oneChannelNeedsNoChoice() throws IOException {
    assertSame(MONO, ChannelChoice.DEFAULT.of(MONO, "a.wav"));
    assertSame(MONO, ChannelChoice.MIX.of(MONO, "a.wav"));
  }

  @Test
  void aChannelIsChosenByIndexWithoutAWarning() throws IOException {
    Waveform chosen = ChannelChoice.index(1).of(STEREO, "a.wav");
    assertArrayEquals(new float[][] {{3, -4}}, Samples.of(chosen));
    assertEquals(List.of("odd"), chosen.warnings());
  }

  @Test
  void mixIsTheMeanOfAllChannels() throws IOException {
    assertArrayEquals(new float[][] {{2, -1}}, Samples.of(ChannelChoice.MIX.of(STEREO, "a.wav")));
  }

  @Test
  void aChannelThatIsNotThereIsAFailureOfTheUtterance() {
    UtteranceException e =
        assertThrows(UtteranceException.class, () -> ChannelChoice.index(2).of(STEREO, "a.wav"));
    assertEquals(FailureReason.NO_SUCH_CHANNEL, e.reason());
    assertEquals(
        "no channel 2: expected one of the recording's 2 channel(s), counted from 0 (a.wav)",
        e.getMessage());
  }

  @Test
  void aNegativeChannelIsAWrongOption() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ChannelChoice.index(-1));
    assertEquals("channel must be at least 0, got -1", e.getMessage());
  }
}
