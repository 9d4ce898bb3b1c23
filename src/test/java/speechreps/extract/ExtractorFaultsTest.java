package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.audio.Recordings;
import speechreps.model.BatchLimits;
import speechreps.model.EncoderSpec;
import speechreps.speech.FailureReason;
import speechreps.speech.Outcome;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.storage.Scratch;
import speechreps.storage.Storage;

/** Which faults are an utterance's own, and which end the slice. */
class ExtractorFaultsTest {
  private static final int NUM_BINS = 23;
  private static final EncoderSpec SPEC = FakeEncoder.spec(NUM_BINS, 5, new BatchLimits(250, 8));
  private static final int NEVER = -1;

  private final Path folder;

  ExtractorFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void sampleThatIsNotFiniteIsAFailureOfThatUtteranceAlone(float sample) throws IOException {
    float[] samples = new float[16000];
    samples[8000] = sample;
    Path bad = Recordings.floats(folder.resolve("bad.wav"), samples);
    Recordings.noise(folder.resolve("good.wav"), 2, 1);
    CmvnOptions own = CmvnOptions.of(CmvnScope.UTTERANCE, true);
    List<Outcome> outcomes = new ArrayList<>();

    new Extractor(audio(own), new FakeEncoder(SPEC, NEVER), Reduction.NONE, new Scratch(folder))
        .run(List.of(utterance("bad.wav"), utterance("good.wav")), outcomes::add, () -> {});

    Outcome.Failed failed = (Outcome.Failed) outcomes.get(0);
    assertEquals(FailureReason.NOT_FINITE, failed.reason());
    assertEquals("the features hold NaN or infinity (" + bad + ")", failed.message());
    assertTrue(outcomes.get(1) instanceof Outcome.Done);
  }

  @Test
  void moreValuesThanAnArrayHoldsAreAFailureOfThatUtteranceAlone() throws IOException {
    Recordings.noise(folder.resolve("good.wav"), 2, 1);
    InputStage audio = audio(CmvnOptions.NONE);
    FakeInput input =
        new FakeInput(
            NUM_BINS,
            utterance -> {
              if (utterance.id().equals("long.wav")) {
                throw new ArithmeticException("integer overflow");
              }
              return audio.prepare(utterance);
            });
    List<Outcome> outcomes = new ArrayList<>();

    new Extractor(input, null, Reduction.NONE, new Scratch(folder))
        .run(List.of(utterance("long.wav"), utterance("good.wav")), outcomes::add, () -> {});

    Outcome.Failed failed = (Outcome.Failed) outcomes.get(0);
    assertEquals(FailureReason.TOO_LONG, failed.reason());
    assertEquals(
        "too long: expected at most 2147483647 values, got more (integer overflow) ("
            + folder.resolve("long.wav")
            + ")",
        failed.message());
    assertTrue(outcomes.get(1) instanceof Outcome.Done);
  }

  @Test
  void readingThatAnInterruptEndsIsNoFaultOfTheUtterance() {
    IOException closed = new IOException("read failed", new ClosedByInterruptException());
    FakeInput input =
        new FakeInput(
            NUM_BINS,
            utterance -> {
              throw closed;
            });
    List<Outcome> outcomes = new ArrayList<>();

    IOException e =
        assertThrows(
            IOException.class,
            () ->
                new Extractor(input, null, Reduction.NONE, new Scratch(folder))
                    .run(List.of(utterance("a.wav")), outcomes::add, () -> {}));

    assertSame(closed, e);
    assertEquals(List.of(), outcomes);
  }

  @Test
  void failureWhileTheTaskIsInterruptedEndsTheSlice() {
    List<Outcome> outcomes = new ArrayList<>();
    Extractor extractor =
        new Extractor(audio(CmvnOptions.NONE), null, Reduction.NONE, new Scratch(folder));
    Thread.currentThread().interrupt();

    assertThrows(
        IOException.class,
        () -> extractor.run(List.of(utterance("gone.wav")), outcomes::add, () -> {}));

    assertTrue(Thread.interrupted());
    assertEquals(List.of(), outcomes);
  }

  private Utterance utterance(String file) {
    return Utterance.ofRecording(file, folder.resolve(file).toString(), "list:1");
  }

  private static InputStage audio(CmvnOptions cmvn) {
    return new AudioInput(
        new AudioLoader(
            new RecordingReader(new Storage(new Configuration(false)), Commands.REFUSED),
            ResamplePolicy.ERROR,
            null),
        KaldiFeature.FBANK.computer(Map.of()),
        new Normalizer(cmvn, null, null),
        RowStore.IN_MEMORY);
  }
}
