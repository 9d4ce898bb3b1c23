package speechreps.extract;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import speechreps.model.Encoder;
import speechreps.model.EncoderSpec;
import speechreps.model.ModelInput;
import speechreps.speech.FailureReason;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.storage.Scratch;
import speechreps.storage.ScratchException;

/**
 * An utterance's way through the front end, and its lengths' check against the encoder.
 *
 * <p>This is the one place where a failure of an utterance before its encoder is caught. Not
 * thread-safe.
 */
final class Preparation {
  /** Values of one matrix: a Java array holds no more. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 16;

  private final InputStage input;
  private final @Nullable Encoder encoder;
  private final long maxBytes;
  private final StageClock clock;

  /**
   * The way to an encoder.
   *
   * @param encoder null when the front end's features are the result
   * @param maxBytes heap that the encoder's input and output of one utterance may fill, where it
   *     cannot encode in parts
   */
  Preparation(InputStage input, @Nullable Encoder encoder, long maxBytes, StageClock clock) {
    this.input = input;
    this.encoder = encoder;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * Prepares an utterance.
   *
   * @param failures takes the outcome when it fails
   * @return null when it has failed
   * @throws IOException when the thread was interrupted while it read, or temporary files fail
   */
  @Nullable Prepared prepareOrReport(Utterance utterance, Consumer<Outcome.Failed> failures)
      throws IOException {
    long start = System.nanoTime();
    try {
      return prepare(utterance);
    } catch (IOException e) {
      if (isInterruption(e) || e instanceof ScratchException) {
        throw e;
      }
      failures.accept(failure(utterance, e));
      return null;
    } finally {
      clock.addFrontEnd(System.nanoTime() - start);
    }
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
    Fault fault = Fault.of(e, utterance.location());
    return new Outcome.Failed(utterance, fault.reason(), fault.message());
  }

  private Prepared prepare(Utterance utterance) throws IOException {
    Prepared prepared = features(utterance);
    try {
      return checked(prepared);
    } catch (UtteranceException e) {
      // The run goes on, and the next long recording wants the room.
      Scratch.free(prepared.input());
      throw e;
    }
  }

  private Prepared checked(Prepared prepared) throws UtteranceException {
    int needed = encoder == null ? 1 : Math.max(1, encoder.spec().minFrames());
    int frames = prepared.input().numFrames();
    if (frames < needed) {
      throw new UtteranceException(
          FailureReason.TOO_SHORT,
          prepared.utterance().location(),
          String.format(
              Locale.ROOT,
              "too short: expected at least %d %s%s, got %d from %.4f s",
              needed,
              unit(),
              needed == 1 ? "" : "s",
              frames,
              prepared.seconds()));
    }
    return encoder == null ? prepared : fitting(prepared, encoder);
  }

  private Prepared fitting(Prepared prepared, Encoder model) throws UtteranceException {
    int frames = prepared.input().numFrames();
    boolean inParts = model.encodesInParts(frames);
    int most = inParts ? model.spec().maxFrames() : mostRows(model.spec());
    if (frames > most) {
      throw new UtteranceException(
          FailureReason.TOO_LONG,
          prepared.utterance().location(),
          String.format(
              Locale.ROOT,
              "too long: expected at most %d %ss, got %d from %.1f s",
              most,
              unit(),
              frames,
              prepared.seconds()));
    }
    long bytes = Batcher.bytes(model.spec(), frames);
    if (bytes > maxBytes && !inParts) {
      throw new UtteranceException(
          FailureReason.TOO_LONG,
          prepared.utterance().location(),
          String.format(
              Locale.ROOT,
              "too long for the memory of this process: expected at most %d MB of input and"
                  + " output, three eighths of the Java heap, got %d MB from %.1f s; a larger heap"
                  + " (spark.executor.memory) or segments help",
              maxBytes >> 20,
              bytes >> 20,
              prepared.seconds()));
    }
    return prepared.withRemark(model.remark(frames));
  }

  /** Rows of an input whose output fits into one matrix, and which the encoder accepts. */
  private static int mostRows(EncoderSpec spec) {
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
}
