package speechreps.extract;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import speechreps.model.Encoder;
import speechreps.model.EncoderSpec;
import speechreps.model.ModelInput;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/**
 * Turns a slice of the corpus into outcomes: audio, front end, batches, encoder.
 *
 * <p>Utterances gather in a window until their input reaches a budget in bytes; the window is cut
 * into batches of similar length, and each result leaves as soon as its batch is computed. What is
 * in memory at a time is therefore bounded, whatever the length of the slice. Outcomes come in the
 * order of the batches, which depends on the slice alone.
 *
 * <p>This is the one place where a failure of an utterance is caught. Not thread-safe.
 */
public final class Extractor {
  /** Input held back while looking for utterances of similar length: over an hour of audio. */
  private static final long WINDOW_BYTES = 64L << 20;

  /** Values of one matrix: a Java array holds no more. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 16;

  private final InputStage input;
  private final @Nullable Encoder encoder;
  private final Reduction reduction;
  private final StageClock clock = new StageClock();

  /**
   * An extractor for one thread.
   *
   * @param encoder what the input stage's features go through, or null when they are the result
   * @param reduction what is kept of the result
   */
  Extractor(InputStage input, @Nullable Encoder encoder, Reduction reduction) {
    if (encoder != null && encoder.spec().inputDim() != input.dim()) {
      throw new IllegalArgumentException(
          "the front end does not fit the model: "
              + encoder.spec().name()
              + " expects "
              + encoder.spec().inputDim()
              + " features a frame, the front end gives "
              + input.dim());
    }
    this.input = input;
    this.encoder = encoder;
    this.reduction = reduction;
  }

  /** Time spent so far, by stage. */
  public StageClock clock() {
    return clock;
  }

  /**
   * Featurizes a slice. Every utterance ends as exactly one outcome.
   *
   * @param checkpoint called between utterances and batches; may throw to end the work early
   * @throws IOException when the consumer fails, or the thread is interrupted while it reads: the
   *     slice as a whole has failed then
   */
  public void run(List<Utterance> slice, OutcomeConsumer consumer, Runnable checkpoint)
      throws IOException {
    List<Prepared> window = new ArrayList<>();
    long windowBytes = 0;
    for (Utterance utterance : slice) {
      checkpoint.run();
      Prepared prepared = prepareOrReport(utterance, consumer);
      if (prepared == null) {
        continue;
      }
      window.add(prepared);
      windowBytes += (long) prepared.input().values().length * Float.BYTES;
      if (encoder == null || windowBytes >= WINDOW_BYTES) {
        flush(window, consumer, checkpoint);
        windowBytes = 0;
      }
    }
    flush(window, consumer, checkpoint);
  }

  private void flush(List<Prepared> window, OutcomeConsumer consumer, Runnable checkpoint)
      throws IOException {
    if (encoder == null) {
      for (Prepared prepared : window) {
        report(prepared, prepared.input(), consumer);
      }
    } else {
      Batcher batcher =
          new Batcher(encoder.spec().batch().paddedFrames(), encoder.spec().batch().utterances());
      for (List<Prepared> batch : batcher.cut(window)) {
        checkpoint.run();
        encode(encoder, batch, consumer);
      }
    }
    window.clear();
  }

  private void encode(Encoder model, List<Prepared> batch, OutcomeConsumer consumer)
      throws IOException {
    long start = System.nanoTime();
    List<FeatureMatrix> outputs = model.encode(batch.stream().map(Prepared::input).toList());
    clock.addEncoder(System.nanoTime() - start);
    for (int i = 0; i < outputs.size(); i++) {
      report(batch.get(i), outputs.get(i), consumer);
    }
  }

  private void report(Prepared prepared, FeatureMatrix features, OutcomeConsumer consumer)
      throws IOException {
    long start = System.nanoTime();
    if (isFinite(features.values())) {
      consumer.accept(done(prepared, features));
    } else {
      consumer.accept(
          new Outcome.Failed(
              prepared.utterance(),
              FailureReason.NOT_FINITE,
              "the result holds NaN or infinity (" + prepared.utterance().location() + ")"));
    }
    clock.addOutput(System.nanoTime() - start);
  }

  private Outcome.Done done(Prepared prepared, FeatureMatrix features) {
    FeatureMatrix kept = reduction.thin(features);
    int overflows = reduction.overflows(kept);
    Prepared told =
        prepared.withRemark(
            overflows == 0 ? null : overflows + " values beyond the range of fp16 became infinite");
    return new Outcome.Done(
        told.utterance(),
        reduction.pooling().apply(kept),
        kept.numFrames(),
        overflows,
        told.seconds(),
        told.sampleRateHz(),
        told.warnings());
  }

  private @Nullable Prepared prepareOrReport(Utterance utterance, OutcomeConsumer consumer)
      throws IOException {
    long start = System.nanoTime();
    Prepared prepared = null;
    Outcome.Failed failure = null;
    try {
      prepared = prepare(utterance);
    } catch (IOException e) {
      if (isInterruption(e)) {
        throw e;
      }
      failure = failure(utterance, e);
    }
    clock.addFrontEnd(System.nanoTime() - start);
    if (failure != null) {
      consumer.accept(failure);
    }
    return prepared;
  }

  /** A task that is being ended has not seen a fault of the utterance that it was reading. */
  private static boolean isInterruption(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return Thread.currentThread().isInterrupted();
  }

  private static Outcome.Failed failure(Utterance utterance, IOException e) {
    if (e instanceof UtteranceException fault) {
      return new Outcome.Failed(utterance, fault.reason(), message(e));
    }
    if (e instanceof FileNotFoundException) {
      return new Outcome.Failed(
          utterance, FailureReason.FILE_NOT_FOUND, "no such file (" + utterance.location() + ")");
    }
    return new Outcome.Failed(
        utterance,
        FailureReason.UNREADABLE,
        "cannot be read: " + message(e) + " (" + utterance.location() + ")");
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private Prepared prepare(Utterance utterance) throws IOException {
    Prepared prepared = features(utterance);
    int needed = encoder == null ? 1 : Math.max(1, encoder.spec().minFrames());
    int frames = prepared.input().numFrames();
    if (frames < needed) {
      throw new UtteranceException(
          FailureReason.TOO_SHORT,
          utterance.location(),
          String.format(
              Locale.ROOT,
              "too short: expected at least %d %s%s, got %d from %.4f s",
              needed,
              unit(),
              needed == 1 ? "" : "s",
              frames,
              prepared.seconds()));
    }
    int most = mostRows();
    if (frames > most) {
      throw new UtteranceException(
          FailureReason.TOO_LONG,
          utterance.location(),
          String.format(
              Locale.ROOT,
              "too long: expected at most %d %ss, got %d from %.1f s",
              most,
              unit(),
              frames,
              prepared.seconds()));
    }
    return encoder == null ? prepared : prepared.withRemark(encoder.remark(frames));
  }

  /** Rows of an input whose output fits into one matrix, and which the encoder accepts. */
  private int mostRows() {
    if (encoder == null) {
      return Integer.MAX_VALUE;
    }
    EncoderSpec spec = encoder.spec();
    long storable = (long) (MAX_VALUES / spec.outputDim()) * spec.stride();
    return (int) Math.min(storable, spec.maxFrames());
  }

  private String unit() {
    boolean samples = encoder != null && encoder.spec().input() instanceof ModelInput.Samples;
    return samples ? "sample" : "frame";
  }

  private Prepared features(Utterance utterance) throws IOException {
    try {
      return input.prepare(utterance);
    } catch (ArithmeticException e) {
      // Sizes are multiplied exactly, before anything is allocated.
      throw new UtteranceException(
          FailureReason.TOO_LONG,
          utterance.location(),
          "too long: expected at most "
              + Integer.MAX_VALUE
              + " values, got more ("
              + e.getMessage()
              + ")",
          e);
    }
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
