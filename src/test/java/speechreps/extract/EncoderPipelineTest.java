package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import speechreps.model.BatchLimits;
import speechreps.model.Encoder;
import speechreps.model.EncoderSpec;
import speechreps.model.InputRefusedException;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.storage.Scratch;

/** The stages of a slice: what they give, that they overlap, and how they end. */
@Timeout(60)
class EncoderPipelineTest {
  /** Two utterances of 300 thousand frames fill a batch, 28 a window. */
  private static final int FRAMES = 300_000;

  private static final EncoderSpec SPEC = FakeEncoder.spec(1, 1, new BatchLimits(2 * FRAMES, 100));

  private final HeapBudget budget = new HeapBudget(64L << 20);
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void nothingIsLeftBehind() {
    assertEquals(64L << 20, budget.freeBytes());
    String mine = Thread.currentThread().getName() + ", ";
    assertFalse(
        Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith(mine)));
  }

  @Test
  void outcomesComeInTheOrderOfTheBatchesWithFailuresBeforeTheirWindow() throws IOException {
    run(
        extractor(EncoderPipelineTest::source, UnaryOperator.identity()),
        slice(60),
        EncoderPipelineTest::goOn);

    List<String> expected = new ArrayList<>();
    // Numbers that end in 7 fail; 28 others fill the first window, 28 the second.
    IntStream.of(7, 17, 27).forEach(i -> expected.add("failed u" + i));
    IntStream.range(0, 31).filter(i -> i % 10 != 7).forEach(i -> expected.add("done u" + i));
    IntStream.of(37, 47, 57).forEach(i -> expected.add("failed u" + i));
    IntStream.range(31, 60).filter(i -> i % 10 != 7).forEach(i -> expected.add("done u" + i));
    assertEquals(expected, seen);
  }

  @Test
  void sliceOfFailuresAloneNeedsNoEncoder() throws IOException {
    run(
        extractor(
            utterance -> {
              throw new UtteranceException(FailureReason.CORRUPT_AUDIO, "a.wav", "broken");
            },
            batch -> {
              throw new AssertionError("nothing to encode");
            }),
        slice(2),
        EncoderPipelineTest::goOn);

    assertEquals(List.of("failed u0", "failed u1"), seen);
  }

  @Test
  void whatTheModelRefusesDoesNotTakeItsBatchWithIt() throws IOException {
    run(
        extractor(
            utterance -> prepared(utterance, utterance.id().equals("u1") ? 7 : 5),
            batch -> {
              if (batch.stream().anyMatch(input -> input.numFrames() == 7)) {
                throw new InputRefusedException("the module fails on 7 rows: odd");
              }
              return batch;
            }),
        slice(3),
        EncoderPipelineTest::goOn);

    assertEquals(List.of("failed u1", "done u0", "done u2"), seen);
  }

  @Test
  void anOutputWithoutRowsIsAFailure() throws IOException {
    run(
        extractor(
            EncoderPipelineTest::source, batch -> List.of(new FeatureMatrix(0, 1, new float[0]))),
        slice(1),
        EncoderPipelineTest::goOn);

    assertEquals(List.of("failed u0"), seen);
  }

  @Test
  void emptySliceHasNoOutcomes() throws IOException {
    run(
        extractor(EncoderPipelineTest::source, UnaryOperator.identity()),
        List.of(),
        EncoderPipelineTest::goOn);

    assertEquals(List.of(), seen);
  }

  @Test
  void nextWindowIsPreparedWhileTheEncoderWorks() throws IOException {
    CountDownLatch secondWindow = new CountDownLatch(1);
    FakeInput.Source source =
        utterance -> {
          if (utterance.id().equals("u31")) {
            secondWindow.countDown();
          }
          return source(utterance);
        };

    // Never ends if the front end waits for the encoder.
    run(
        extractor(source, batch -> awaited(secondWindow, batch)),
        slice(40),
        EncoderPipelineTest::goOn);

    assertEquals(40, seen.size());
  }

  @Test
  void resultsAreHandedOnWhileTheEncoderWorks() throws IOException {
    CountDownLatch written = new CountDownLatch(1);
    int[] calls = {0};
    Extractor extractor =
        extractor(
            EncoderPipelineTest::source,
            batch -> ++calls[0] == 2 ? awaited(written, batch) : batch);

    // Never ends if the second batch waits for the results of the first.
    extractor.run(slice(4), outcome -> written.countDown(), EncoderPipelineTest::goOn);

    assertEquals(2, calls[0]);
  }

  @Test
  void errorOfTheFrontEndEndsTheSliceAsItIs() {
    OutOfMemoryError error = new OutOfMemoryError("in a test");
    FakeInput.Source source =
        utterance -> {
          if (utterance.id().equals("u35")) {
            throw error;
          }
          return source(utterance);
        };

    assertSame(
        error,
        assertThrows(
            OutOfMemoryError.class,
            () ->
                run(
                    extractor(source, UnaryOperator.identity()),
                    slice(60),
                    EncoderPipelineTest::goOn)));
    assertFalse(seen.contains("done u35"));
  }

  @Test
  void errorOfTheEncoderEndsTheSliceAsItIs() {
    OutOfMemoryError error = new OutOfMemoryError("in a test");

    Extractor extractor =
        extractor(
            EncoderPipelineTest::source,
            batch -> {
              throw error;
            });

    assertSame(
        error,
        assertThrows(
            OutOfMemoryError.class, () -> run(extractor, slice(60), EncoderPipelineTest::goOn)));
  }

  @Test
  void failingConsumerEndsAllStages() {
    Extractor extractor = extractor(EncoderPipelineTest::source, UnaryOperator.identity());
    IOException full = new IOException("disk full");

    assertSame(
        full,
        assertThrows(
            IOException.class,
            () ->
                extractor.run(
                    slice(60),
                    outcome -> {
                      throw full;
                    },
                    EncoderPipelineTest::goOn)));
  }

  @Test
  void checkpointEndsAllStagesFromWhicheverAsks() {
    for (int limit : new int[] {1, 20, 35, 60}) {
      int[] calls = {0};
      Runnable checkpoint =
          () -> {
            synchronized (calls) {
              if (++calls[0] >= limit) {
                throw new IllegalStateException("killed");
              }
            }
          };

      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  run(
                      extractor(EncoderPipelineTest::source, UnaryOperator.identity()),
                      slice(60),
                      checkpoint));

      assertEquals("killed", e.getMessage());
    }
  }

  @Test
  void interruptedCallerEndsAllStages() {
    Thread caller = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    Extractor extractor =
        extractor(
            EncoderPipelineTest::source,
            batch -> {
              caller.interrupt();
              return awaited(never, batch);
            });

    IOException e =
        assertThrows(IOException.class, () -> run(extractor, slice(60), EncoderPipelineTest::goOn));

    assertInstanceOf(InterruptedIOException.class, e);
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), seen.stream().filter(one -> one.startsWith("done")).toList());
  }

  @Test
  void utteranceThatNeedsMoreThanTheMemoryFailsAlone() throws IOException {
    FakeInput.Source source =
        utterance ->
            utterance.id().equals("u1") ? prepared(utterance, 9_000_000) : source(utterance);
    List<Outcome> outcomes = new ArrayList<>();

    extractor(source, UnaryOperator.identity())
        .run(slice(3), outcomes::add, EncoderPipelineTest::goOn);

    Outcome.Failed failed = (Outcome.Failed) outcomes.get(0);
    assertEquals(FailureReason.TOO_LONG, failed.reason());
    assertEquals(
        "too long for the memory of this process: expected at most 64 MB of input and output, three"
            + " eighths of the Java heap, got 68 MB from 1.0 s; a larger heap (spark.executor.memory) or"
            + " segments help (a.wav)",
        failed.message());
    assertEquals(3, outcomes.size());
  }

  @Test
  void clockCountsBatchesAndPadding() throws IOException {
    FakeInput.Source source =
        utterance -> prepared(utterance, utterance.id().equals("u0") ? FRAMES : FRAMES / 2);
    Extractor extractor = extractor(source, UnaryOperator.identity());

    run(extractor, slice(3), EncoderPipelineTest::goOn);

    assertEquals(2, extractor.clock().batches());
    assertEquals(2 * FRAMES, extractor.clock().rows());
    assertEquals(2 * FRAMES + FRAMES / 2, extractor.clock().paddedRows());
  }

  /** The checkpoint of a task that nobody ends. */
  private static void goOn() {}

  private void run(Extractor extractor, List<Utterance> slice, Runnable checkpoint)
      throws IOException {
    extractor.run(
        slice,
        outcome ->
            seen.add(
                (outcome instanceof Outcome.Done ? "done " : "failed ") + outcome.utterance().id()),
        checkpoint);
  }

  private Extractor extractor(
      FakeInput.Source source, UnaryOperator<List<FeatureMatrix>> encoding) {
    return new Extractor(
        new FakeInput(1, source),
        new Passing(encoding),
        Reduction.NONE,
        new Scratch(Scratch.DEFAULT_FOLDER),
        budget);
  }

  private static List<Utterance> slice(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> Utterance.ofRecording("u" + i, "a.wav", "list:" + i))
        .toList();
  }

  /** Utterances whose number ends in 7 are broken. */
  private static Prepared source(Utterance utterance) throws IOException {
    if (utterance.id().endsWith("7")) {
      throw new UtteranceException(FailureReason.CORRUPT_AUDIO, "a.wav", "broken");
    }
    return prepared(utterance, FRAMES);
  }

  private static Prepared prepared(Utterance utterance, int frames) {
    FeatureMatrix input = new FeatureMatrix(frames, 1, new float[frames]);
    return new Prepared(utterance, input, 1, 16000, List.of());
  }

  private static List<FeatureMatrix> awaited(CountDownLatch latch, List<FeatureMatrix> batch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return batch;
  }

  /** Gives what a test makes of its input. */
  private record Passing(UnaryOperator<List<FeatureMatrix>> encoding) implements Encoder {
    @Override
    public EncoderSpec spec() {
      return SPEC;
    }

    @Override
    public List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
      return encoding.apply(inputs);
    }

    @Override
    public void close() {}
  }
}
