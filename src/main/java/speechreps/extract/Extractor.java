package speechreps.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import speechreps.model.Encoder;
import speechreps.speech.FeatureRows;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;
import speechreps.storage.Scratch;

/**
 * Turns a slice of the corpus into outcomes: audio, front end, batches, encoder.
 *
 * <p>Utterances gather in a window until their input reaches a budget in bytes; the window is cut
 * into batches of similar length, and each result leaves as soon as its batch is computed. What is
 * in memory at a time is therefore bounded, whatever the length of the slice; and what is long goes
 * through temporary files, which are gone when a run ends. Outcomes come in the order of the
 * batches, which depends on the slice alone.
 *
 * <p>Before an encoder the front end runs ahead, and writing behind, each on a thread of its own:
 * see {@link EncoderPipeline}. Without one there is nothing to wait for, and all is done by the
 * calling thread. Not thread-safe.
 */
public final class Extractor {
  /**
   * Input held back while looking for utterances of similar length: half an hour of audio as filter
   * banks, 8 minutes as samples. Another window is prepared meanwhile.
   */
  private static final long WINDOW_BYTES = 32L << 20;

  private final @Nullable Encoder encoder;
  private final Reduction reduction;
  private final HeapBudget budget;
  private final Scratch scratch;
  private final Preparation preparation;
  private final StageClock clock = new StageClock();

  /**
   * An extractor for one thread.
   *
   * @param encoder what the input stage's features go through, or null when they are the result
   * @param reduction what is kept of the result
   * @param scratch for what is too long for the memory; closed at the end of each run
   */
  Extractor(InputStage input, @Nullable Encoder encoder, Reduction reduction, Scratch scratch) {
    this(input, encoder, reduction, scratch, HeapBudget.OF_PROCESS);
  }

  /** The same with another budget. */
  Extractor(
      InputStage input,
      @Nullable Encoder encoder,
      Reduction reduction,
      Scratch scratch,
      HeapBudget budget) {
    if (encoder != null && encoder.spec().inputDim() != input.dim()) {
      throw new IllegalArgumentException(
          "the front end does not fit the model: "
              + encoder.spec().name()
              + " expects "
              + encoder.spec().inputDim()
              + " features a frame, the front end gives "
              + input.dim());
    }
    this.encoder = encoder;
    this.reduction = reduction;
    this.scratch = scratch;
    this.budget = budget;
    this.preparation = new Preparation(input, encoder, budget.bytes(), clock);
  }

  /** Time spent and batches made so far; complete when {@link #run} has returned. */
  public StageClock clock() {
    return clock;
  }

  /**
   * Featurizes a slice. Every utterance ends as exactly one outcome.
   *
   * @param consumer called on the calling thread
   * @param checkpoint called between utterances and batches, from several threads; may throw to end
   *     the work early
   * @throws IOException when the consumer fails, or the thread is interrupted: the slice as a whole
   *     has failed then
   */
  public void run(List<Utterance> slice, OutcomeConsumer consumer, Runnable checkpoint)
      throws IOException {
    Results results = new Results(reduction, consumer, clock);
    try (scratch) {
      if (encoder == null) {
        runFrontEnd(slice, results, checkpoint);
      } else {
        runPipeline(slice, encoder, results, checkpoint);
      }
    }
  }

  private void runPipeline(
      List<Utterance> slice, Encoder encoder, Results results, Runnable checkpoint)
      throws IOException {
    try (EncoderPipeline pipeline = new EncoderPipeline(encoder, budget, scratch, clock)) {
      int sequences = encoder.spec().batch().sequences();
      WindowReader windows =
          new WindowReader(slice, preparation, WINDOW_BYTES, sequences, scratch, checkpoint);
      pipeline.run(windows, results, checkpoint);
    } finally {
      encoder.rest();
    }
  }

  private void runFrontEnd(List<Utterance> slice, Results results, Runnable checkpoint)
      throws IOException {
    List<Outcome.Failed> failures = new ArrayList<>();
    for (Utterance utterance : slice) {
      checkpoint.run();
      Prepared prepared = preparation.prepareOrReport(utterance, failures::add);
      if (prepared != null) {
        results.encoded(prepared, prepared.input());
        Scratch.free(prepared.input());
      }
      for (Outcome.Failed failure : failures) {
        results.failed(failure);
      }
      failures.clear();
    }
  }

  /** True when none of the values is NaN or infinite. */
  static boolean isFinite(FeatureRows rows) throws IOException {
    AtomicBoolean finite = new AtomicBoolean(true);
    rows.forEachBlock(
        (first, block) -> {
          if (!isFinite(block.values())) {
            finite.set(false);
          }
        });
    return finite.get();
  }

  /** True when none of the values is NaN or infinite. */
  static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
