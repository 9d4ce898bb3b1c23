package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.BatchLimits;
import speechreps.model.Encoder;
import speechreps.model.EncoderSpec;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;
import speechreps.storage.OpenFiles;
import speechreps.storage.Scratch;
import speechreps.storage.ScratchException;

/** Utterances that memory cannot hold: their features lie in a file until they are written. */
class LongUtteranceTest {
  /** Input and output of 131,072 frames fill it. */
  private static final long ONE_MEGABYTE = 1 << 20;

  private static final int LONG = 200_000;
  private static final int SHORT = 1_000;
  private static final EncoderSpec SPEC =
      FakeEncoder.spec(1, 1, new BatchLimits(Integer.MAX_VALUE, 100));

  private final Path folder;

  LongUtteranceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theLongOneIsEncodedInPartsAndTheOthersInABatch() throws IOException {
    List<FeatureRows> rows = new ArrayList<>();
    Negating encoder = new Negating(true);
    extractor(encoder, Reduction.NONE)
        .run(
            slice(SHORT, LONG, SHORT),
            outcome -> {
              FeatureRows features = assertInstanceOf(Outcome.Done.class, outcome).features();
              rows.add(features);
              assertEquals(negated(features.numFrames()), features.whole());
            },
            () -> {});

    assertEquals(List.of(LONG, SHORT, SHORT), rows.stream().map(FeatureRows::numFrames).toList());
    assertEquals(List.of(1, 2), encoder.calls);
    assertFalse(rows.get(0) instanceof FeatureMatrix);
    assertTrue(rows.get(1) instanceof FeatureMatrix);
  }

  @Test
  void whatIsKeptOfItIsTheSameAsOfAShortOne() throws IOException {
    Reduction reduction = new Reduction(3, Pooling.MEAN_STD, Precision.FP32);
    List<FeatureMatrix> pooled = new ArrayList<>();
    extractor(new Negating(true), reduction)
        .run(slice(LONG), outcome -> pooled.add(whole(outcome)), () -> {});

    assertEquals(List.of(reduction.pooling().apply(reduction.thin(negated(LONG))).whole()), pooled);
  }

  @Test
  void oneValueThatIsNotFiniteFailsIt() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    Negating encoder = new Negating(true);
    encoder.poisoned = LONG - 1;
    extractor(encoder, Reduction.NONE).run(slice(LONG), outcomes::add, () -> {});

    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcomes.get(0));
    assertEquals(FailureReason.NOT_FINITE, failed.reason());
  }

  @Test
  void anEncoderThatNeedsItAsAWholeRefusesIt() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    extractor(new Negating(false), Reduction.NONE).run(slice(LONG), outcomes::add, () -> {});

    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcomes.get(0));
    assertEquals(FailureReason.TOO_LONG, failed.reason());
    assertEquals(
        "too long for the memory of this process: expected at most 1 MB of input and output, three"
            + " eighths of the Java heap, got 1 MB from 1.0 s; a larger heap"
            + " (spark.executor.memory) or segments help (a.wav)",
        failed.message());
  }

  @Test
  void filesOfUtterancesThatAreRefusedDoNotGather() throws IOException {
    Scratch scratch = new Scratch(folder);
    FakeInput inFiles =
        new FakeInput(
            1,
            utterance -> prepared(utterance).withInput(scratch.keep(prepared(utterance).input())));
    HeapBudget budget = new HeapBudget(ONE_MEGABYTE);
    Extractor extractor =
        new Extractor(inFiles, new Negating(false), Reduction.NONE, scratch, budget);
    List<Integer> open = new ArrayList<>();

    extractor.run(slice(LONG, LONG, LONG), outcome -> open.add(OpenFiles.in(folder)), () -> {});

    assertEquals(List.of(0, 0, 0), open);
  }

  @Test
  void anInterruptionEndsTheSliceAndFailsNoUtterance() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    OutcomeConsumer interrupted =
        outcome -> {
          outcomes.add(outcome);
          Thread.currentThread().interrupt();
        };
    Extractor extractor = extractor(new Negating(true), Reduction.NONE);

    assertThrows(
        IOException.class, () -> extractor.run(slice(LONG, LONG, LONG), interrupted, () -> {}));

    assertTrue(Thread.interrupted());
    assertEquals(1, outcomes.size());
    assertInstanceOf(Outcome.Done.class, outcomes.get(0));
    assertEquals(0, OpenFiles.in(folder));
  }

  @Test
  void aDiskThatFailsEndsTheSliceAndFailsNoUtterance() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Extractor extractor =
        new Extractor(
            new FakeInput(1, LongUtteranceTest::prepared),
            new Negating(true),
            Reduction.NONE,
            new Scratch(file),
            new HeapBudget(ONE_MEGABYTE));
    List<Outcome> outcomes = new ArrayList<>();

    ScratchException e =
        assertThrows(
            ScratchException.class, () -> extractor.run(slice(LONG), outcomes::add, () -> {}));
    assertEquals(
        "temporary file failed: java.nio.file.FileAlreadyExistsException: "
            + file
            + " ("
            + file
            + ")",
        e.getMessage());
    assertEquals(List.of(), outcomes);
  }

  private Extractor extractor(Encoder encoder, Reduction reduction) {
    return new Extractor(
        new FakeInput(1, LongUtteranceTest::prepared),
        encoder,
        reduction,
        new Scratch(folder),
        new HeapBudget(ONE_MEGABYTE));
  }

  private static List<Utterance> slice(int... frames) {
    return IntStream.of(frames)
        .mapToObj(n -> Utterance.ofRecording(Integer.toString(n), "a.wav", "list:1"))
        .toList();
  }

  /** An utterance whose id tells its frames. */
  private static Prepared prepared(Utterance utterance) {
    return new Prepared(
        utterance, counting(Integer.parseInt(utterance.id()), 1), 1, 16000, List.of());
  }

  private static FeatureMatrix whole(Outcome outcome) throws IOException {
    return assertInstanceOf(Outcome.Done.class, outcome).features().whole();
  }

  private static FeatureMatrix negated(int numFrames) {
    return counting(numFrames, -1);
  }

  private static FeatureMatrix counting(int numFrames, int sign) {
    float[] values = new float[numFrames];
    for (int i = 0; i < numFrames; i++) {
      values[i] = sign * (i + 1);
    }
    return new FeatureMatrix(numFrames, 1, values);
  }

  /** Changes the sign; counts the inputs of its calls. */
  private static final class Negating implements Encoder {
    private final boolean inParts;
    private final List<Integer> calls = new ArrayList<>();
    private int poisoned = -1;

    Negating(boolean inParts) {
      this.inParts = inParts;
    }

    @Override
    public EncoderSpec spec() {
      return SPEC;
    }

    @Override
    public List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
      calls.add(inputs.size());
      return inputs.stream().map(this::negate).toList();
    }

    @Override
    public boolean encodesInParts(int numFrames) {
      return inParts;
    }

    private FeatureMatrix negate(FeatureMatrix input) {
      float[] values = input.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = i == poisoned ? Float.NaN : -values[i];
      }
      return new FeatureMatrix(input.numFrames(), 1, values);
    }

    @Override
    public void close() {}
  }
}
