package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import speechreps.model.Compute;
import speechreps.model.Encoder;
import speechreps.model.EncoderConfig;
import speechreps.model.EncoderOptions;
import speechreps.model.Encoders;
import speechreps.model.ModelInput;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** Modules as their authors published them. */
@Tag("conformance")
class TorchScriptConformanceTest {
  private static final Map<String, String> VOICE_ACTIVITY =
      Map.of("min-samples", "1600", "output-axes", "bd");

  private final Path data = Path.of(System.getProperty("conformance.data"), "data");

  /** {@code torch.jit.load(file)(samples[None, :16000])} in Python, PyTorch 2.7.1. */
  @Test
  void voiceActivityOfASecondOfSpeech() throws IOException {
    RecordingReader reader =
        new RecordingReader(new Storage(new Configuration()), Commands.REFUSED);
    Path recording =
        data.resolve("audio/LibriSpeech/train-clean-100/27/124992/27-124992-0001.flac");
    Utterance second =
        new Utterance(
            "a", recording.toString(), new Segment(0, 1), null, null, Double.NaN, "segments:1");
    FeatureMatrix samples =
        new SampleInput(
                new AudioLoader(reader, ResamplePolicy.ERROR, null),
                new ModelInput.Samples(16000, true),
                RowStore.IN_MEMORY)
            .prepare(second)
            .input()
            .whole();
    try (Encoder encoder = load("silero_micro_2021-07-13.jit")) {
      FeatureMatrix output = encoder.encode(List.of(samples)).get(0);

      assertEquals(0.0749, output.at(0, 0), 5e-5);
      assertEquals(0.9250, output.at(0, 1), 6e-5);
    }
  }

  @Test
  void moduleForAnOlderPytorchFailsBeforeAnyWork() {
    CheckpointException e =
        assertThrows(CheckpointException.class, () -> load("silero_micro_2021-02-11_old_stft.jit"));

    assertEquals(
        data.resolve("models/silero_micro_2021-02-11_old_stft.jit")
            + ": the module fails on 1600 rows of noise: RuntimeError: stft requires the"
            + " return_complex parameter be given for real inputs, and will further require that"
            + " return_complex=True in a future PyTorch release.",
        e.getMessage());
  }

  private Encoder load(String name) throws IOException {
    EncoderOptions options =
        new EncoderOptions(null, null, null, null, Compute.FP32, VOICE_ACTIVITY);
    return Encoders.load(
        EncoderConfig.of("torchscript", data.resolve("models/" + name).toString()).with(options));
  }
}
