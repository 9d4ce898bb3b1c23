package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.model.ModelInput;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

class SampleInputTest {
  private static final ModelInput.Samples INT16 = new ModelInput.Samples(16000, false);
  private static final ModelInput.Samples UNIT = new ModelInput.Samples(16000, true);

  private final Path folder;

  SampleInputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void samplesAreOneARow() throws IOException {
    Prepared prepared = prepare(Recordings.noise(folder.resolve("a.wav"), 1, 1), INT16);

    assertEquals(16000, prepared.input().numFrames());
    assertEquals(1, prepared.input().dim());
    assertEquals(1.0, prepared.seconds());
    assertEquals(16000, prepared.sampleRateHz());
  }

  @Test
  void unitScaleIsADivisionBy32768() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 1);
    FeatureMatrix whole = prepare(file, INT16).input().whole();
    FeatureMatrix unit = prepare(file, UNIT).input().whole();

    for (int i = 0; i < whole.numFrames(); i++) {
      assertEquals(whole.at(i, 0) / 32768, unit.at(i, 0));
    }
  }

  @Test
  void recordingAtAnotherRateIsAFailure() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 1);
    ModelInput.Samples eight = new ModelInput.Samples(8000, true);
    UtteranceException e = assertThrows(UtteranceException.class, () -> prepare(file, eight));

    assertEquals(FailureReason.WRONG_SAMPLE_RATE, e.reason());
  }

  private Prepared prepare(Path file, ModelInput.Samples wanted) throws IOException {
    RecordingReader reader =
        new RecordingReader(new Storage(new Configuration(false)), Commands.REFUSED);
    AudioLoader loader = new AudioLoader(reader, ResamplePolicy.ERROR, null);
    return new SampleInput(loader, wanted, RowStore.IN_MEMORY)
        .prepare(Utterance.ofRecording("a", file.toString(), "list:1"));
  }
}
