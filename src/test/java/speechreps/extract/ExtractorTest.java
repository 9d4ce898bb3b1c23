package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.model.BatchLimits;
import speechreps.model.EncoderSpec;
import speechreps.speech.FailureReason;
import speechreps.speech.Outcome;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.storage.Scratch;
import speechreps.storage.Storage;

class ExtractorTest {
  private static final int NUM_BINS = 23;
  private static final EncoderSpec SPEC = FakeEncoder.spec(NUM_BINS, 5, new BatchLimits(250, 8));
  private static final int NEVER = -1;

  private Path folder;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    folder = tempDir;
  }

  @Test
  void withoutEncoderTheFrontEndsFeaturesAreTheResult() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 1);

    Outcome.Done done = (Outcome.Done) run(null, "a.wav").get(0);

    assertEquals(98, done.features().numFrames());
    assertEquals(NUM_BINS, done.features().dim());
    assertEquals(1.0, done.seconds());
    assertEquals(16000, done.sampleRateHz());
    assertEquals(file.toString(), done.utterance().location());
  }

  @Test
  void encoderGetsTheFrontEndsFeatures() throws IOException {
    Recordings.noise(folder.resolve("a.wav"), 1, 1);
    Outcome.Done plain = (Outcome.Done) run(null, "a.wav").get(0);

    Outcome.Done encoded = (Outcome.Done) run(new FakeEncoder(SPEC, NEVER), "a.wav").get(0);

    assertEquals(2 * plain.features().whole().at(97, 22), encoded.features().whole().at(97, 22));
  }

  @Test
  void similarLengthsShareABatchWithinTheBudget() throws IOException {
    Recordings.noise(folder.resolve("long.wav"), 1, 1);
    Recordings.noise(folder.resolve("short.wav"), 2, 0.1);
    Recordings.noise(folder.resolve("long2.wav"), 3, 0.9);
    Recordings.noise(folder.resolve("longest.wav"), 4, 3);
    FakeEncoder encoder = new FakeEncoder(SPEC, NEVER);

    List<Outcome> outcomes = run(encoder, "long.wav", "short.wav", "long2.wav", "longest.wav");

    assertEquals(List.of(List.of(298), List.of(98, 88), List.of(8)), encoder.batches());
    assertEquals(
        List.of("longest.wav", "long.wav", "long2.wav", "short.wav"),
        outcomes.stream().map(outcome -> outcome.utterance().id()).toList());
  }

  @Test
  void badUtterancesFailAloneEachWithItsReason() throws IOException {
    Recordings.noise(folder.resolve("good.wav"), 1, 1);
    Recordings.noise(folder.resolve("short.wav"), 1, 0.05);
    Recordings.noise(folder.resolve("narrow.wav"), 1, 1, 8000);
    Files.writeString(folder.resolve("text.wav"), "this is not a recording");
    Files.createDirectory(folder.resolve("folder.wav"));

    List<Outcome> outcomes =
        run(
            new FakeEncoder(SPEC, NEVER),
            "gone.wav",
            "short.wav",
            "narrow.wav",
            "text.wav",
            "folder.wav",
            "good.wav");

    assertEquals(
        List.of(
            FailureReason.FILE_NOT_FOUND,
            FailureReason.TOO_SHORT,
            FailureReason.WRONG_SAMPLE_RATE,
            FailureReason.CORRUPT_AUDIO,
            FailureReason.UNREADABLE),
        outcomes.stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(outcome -> ((Outcome.Failed) outcome).reason())
            .toList());
    for (Outcome outcome : outcomes.subList(0, 5)) {
      String message = ((Outcome.Failed) outcome).message();
      assertTrue(message.endsWith("(" + outcome.utterance().location() + ")"), message);
    }
    assertTrue(outcomes.get(5) instanceof Outcome.Done);
  }

  @Test
  void messagesSayWhatIsWrong() throws IOException {
    Recordings.noise(folder.resolve("short.wav"), 1, 0.05);

    List<Outcome> outcomes = run(new FakeEncoder(SPEC, NEVER), "gone.wav", "short.wav");

    assertEquals("no such file (" + folder.resolve("gone.wav") + ")", message(outcomes.get(0)));
    assertEquals(
        "too short: expected at least 5 frames, got 3 from 0.0500 s ("
            + folder.resolve("short.wav")
            + ")",
        message(outcomes.get(1)));
  }

  @Test
  void shorterThanOneWindowIsTooShortWithoutEncoder() throws IOException {
    Recordings.noise(folder.resolve("short.wav"), 1, 0.02);

    assertEquals(
        "too short: expected at least 1 frame, got 0 from 0.0200 s ("
            + folder.resolve("short.wav")
            + ")",
        message(run(null, "short.wav").get(0)));
  }

  @Test
  void resultThatIsNotFiniteIsAFailureOfThatUtteranceAlone() throws IOException {
    Recordings.noise(folder.resolve("poison.wav"), 1, 0.5);
    Recordings.noise(folder.resolve("good.wav"), 2, 0.6);

    List<Outcome> outcomes = run(new FakeEncoder(SPEC, 48), "poison.wav", "good.wav");

    assertTrue(outcomes.get(0) instanceof Outcome.Done);
    Outcome.Failed failed = (Outcome.Failed) outcomes.get(1);
    assertEquals(FailureReason.NOT_FINITE, failed.reason());
    assertEquals(
        "the result holds NaN or infinity (" + folder.resolve("poison.wav") + ")",
        failed.message());
  }

  @Test
  void sameRecordingTwiceGivesTheSameFeaturesTwice() throws IOException {
    Recordings.noise(folder.resolve("a.wav"), 1, 1);

    List<Outcome> outcomes = run(null, "a.wav", "a.wav");

    assertEquals(
        ((Outcome.Done) outcomes.get(0)).features(), ((Outcome.Done) outcomes.get(1)).features());
  }

  @Test
  void failingConsumerEndsTheSlice() throws IOException {
    Recordings.noise(folder.resolve("a.wav"), 1, 1);
    Extractor extractor = extractor(null);

    IOException e =
        assertThrows(
            IOException.class,
            () ->
                extractor.run(
                    List.of(utterance("a.wav")),
                    outcome -> {
                      throw new IOException("disk full");
                    },
                    () -> {}));

    assertEquals("disk full", e.getMessage());
  }

  @Test
  void encoderRestsAfterTheSliceHoweverItEnds() throws IOException {
    Recordings.noise(folder.resolve("a.wav"), 1, 1);
    FakeEncoder encoder = new FakeEncoder(SPEC, NEVER);

    List<Outcome> outcomes = run(encoder, "a.wav", "a.wav");
    assertEquals(2, outcomes.size());
    assertEquals(1, encoder.rests());
    Runnable killed =
        () -> {
          throw new IllegalStateException("killed");
        };
    assertThrows(
        IllegalStateException.class,
        () -> extractor(encoder).run(List.of(utterance("a.wav")), outcomes::add, killed));
    assertEquals(2, encoder.rests());
  }

  @Test
  void checkpointIsAskedBetweenUtterancesAndBatches() throws IOException {
    Recordings.noise(folder.resolve("a.wav"), 1, 1);
    List<String> calls = new ArrayList<>();

    extractor(new FakeEncoder(SPEC, NEVER))
        .run(
            List.of(utterance("a.wav"), utterance("gone.wav")),
            outcome -> {},
            () -> calls.add("checkpoint"));

    assertEquals(3, calls.size());
  }

  @Test
  void frontEndThatDoesNotFitTheModelIsRefused() {
    EncoderSpec forty = FakeEncoder.spec(40, 1, new BatchLimits(100, 8));

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> extractor(new FakeEncoder(forty, NEVER)));

    assertEquals(
        "the front end does not fit the model: fake expects 40 features a frame, the front end"
            + " gives 23",
        e.getMessage());
  }

  private static String message(Outcome outcome) {
    return ((Outcome.Failed) outcome).message();
  }

  private List<Outcome> run(@Nullable FakeEncoder encoder, String... files) throws IOException {
    List<Utterance> slice = new ArrayList<>();
    for (String file : files) {
      slice.add(utterance(file));
    }
    List<Outcome> outcomes = new ArrayList<>();
    extractor(encoder).run(slice, outcomes::add, () -> {});
    return outcomes;
  }

  private Utterance utterance(String file) {
    return Utterance.ofRecording(file, folder.resolve(file).toString(), "list:1");
  }

  private Extractor extractor(@Nullable FakeEncoder encoder) {
    InputStage input =
        new AudioInput(
            new AudioLoader(
                new RecordingReader(new Storage(new Configuration(false)), Commands.REFUSED),
                ResamplePolicy.ERROR,
                null),
            KaldiFeature.FBANK.computer(Map.of()),
            new Normalizer(CmvnOptions.NONE, null, null),
            RowStore.IN_MEMORY);
    return new Extractor(input, encoder, Reduction.NONE, new Scratch(folder));
  }
}
