package speechreps.extract;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import speechreps.model.Encoder;
import speechreps.speech.FeatureRows;
import speechreps.speech.Outcome;
import speechreps.storage.Scratch;

/**
 * One slice's way through the encoder, in three stages that work at the same time: the front end
 * prepares the next window, the encoder works on a batch, and the calling thread hands on the
 * results of the batch before. What each does, and in which order, is the same as if they took
 * turns.
 *
 * <p>In memory are at most two windows, the outputs of two batches, and those only as far as the
 * {@link HeapBudget} of the process allows; what is larger lies in temporary files. The first
 * failure of any stage, an Error included, is thrown by {@link #run}; {@link #close} ends all
 * stages and waits for their ends.
 */
final class EncoderPipeline implements AutoCloseable {
  /** What an encoder holds of an input, and of its output, that it encodes in parts. */
  private static final long PART_BYTES = 64L << 20;

  private final Encoder encoder;
  private final Scratch scratch;
  private final long maxBytes;
  private final Batcher batcher;
  private final HeapBudget.Share memory;
  private final StageClock clock;
  private final PipelineThread frontEndThread = new PipelineThread("front end");
  private final PipelineThread encoderThread = new PipelineThread("encoder");

  EncoderPipeline(Encoder encoder, HeapBudget budget, Scratch scratch, StageClock clock) {
    this.encoder = encoder;
    this.scratch = scratch;
    this.maxBytes = budget.batchBytes();
    this.batcher = Batcher.of(encoder.spec(), maxBytes);
    this.memory = budget.newShare();
    this.clock = clock;
  }

  /** Takes results in the order of the batches, on the thread that calls {@link #run}. */
  interface Sink {
    /** Takes a failure of the front end, or of a model of others. */
    void failed(Outcome.Failed failure) throws IOException;

    /** Takes the output of an utterance. */
    void encoded(Prepared utterance, FeatureRows output) throws IOException;
  }

  /**
   * Runs a slice.
   *
   * @param checkpoint called before each batch; what it throws ends the slice
   * @throws IOException when a stage or the sink fails, or the calling thread is interrupted
   */
  void run(WindowReader windows, Sink sink, Runnable checkpoint) throws IOException {
    Future<Window> ahead = frontEndThread.submit(windows::next);
    @Nullable Future<Encoded> running = null;
    boolean more = true;
    while (more) {
      if (running != null && !ahead.isDone()) {
        // The encoder will have to wait: its last results need not.
        handOn(running, sink);
        running = null;
      }
      Window window = PipelineThread.await(ahead);
      more = !window.last();
      if (more) {
        ahead = frontEndThread.submit(windows::next);
      }
      for (Window.Batch batch : window.batches(batcher)) {
        checkpoint.run();
        Future<Encoded> next = encoderThread.submit(() -> encode(batch));
        if (running != null) {
          handOn(running, sink);
        }
        running = next;
      }
    }
    if (running != null) {
      handOn(running, sink);
    }
  }

  private Encoded encode(Window.Batch batch) throws IOException {
    List<FeatureRows> inputs = batch.members().stream().map(Prepared::input).toList();
    if (inputs.isEmpty()) {
      return new Encoded(batch.before(), List.of(), 0);
    }
    long rows = inputs.stream().mapToLong(FeatureRows::numFrames).sum();
    long longest = inputs.stream().mapToLong(FeatureRows::numFrames).max().orElse(0);
    long bytes = Batcher.bytes(encoder.spec(), rows);
    boolean inParts =
        bytes > maxBytes && inputs.stream().allMatch(i -> encoder.encodesInParts(i.numFrames()));
    int taken = takeMemory(inParts ? PART_BYTES : bytes);
    long start = System.nanoTime();
    List<Encoding> encodings =
        inParts
            ? Encoding.inParts(encoder, batch.members(), scratch)
            : Encoding.ofBatch(encoder, batch.members());
    clock.addEncoder(System.nanoTime() - start);
    clock.addBatch(rows, longest * inputs.size());
    return new Encoded(batch.before(), encodings, taken);
  }

  private int takeMemory(long bytes) throws IOException {
    try {
      return memory.take(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while other tasks filled the memory");
    }
  }

  private void handOn(Future<Encoded> running, Sink sink) throws IOException {
    Encoded encoded = PipelineThread.await(running);
    for (Outcome.Failed failure : encoded.before) {
      sink.failed(failure);
    }
    for (Encoding encoding : encoded.encodings) {
      encoding.to(sink);
      encoding.release();
    }
    memory.giveBack(encoded.taken);
  }

  @Override
  public void close() {
    frontEndThread.close();
    encoderThread.close();
    memory.close();
  }

  /**
   * A batch that is done.
   *
   * @param before failures whose turn is before its results
   * @param taken of {@link #memory}
   */
  private record Encoded(List<Outcome.Failed> before, List<Encoding> encodings, int taken) {}
}
