package speechreps.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;
import speechreps.storage.Scratch;

/**
 * Takes a slice through the front end, window by window. A window ends when its input reaches a
 * number of bytes, so it depends on the slice alone; one of few, long utterances goes on to more.
 * Not thread-safe.
 */
final class WindowReader {
  /** Bytes of a window on disk for one in memory. */
  private static final int FILES_PER_HEAP = 16;

  private final Iterator<Utterance> slice;
  private final Preparation preparation;
  private final long windowBytes;
  private final int sequences;
  private final Scratch scratch;
  private final Runnable checkpoint;

  /**
   * A reader of a slice.
   *
   * @param windowBytes input after which a window ends
   * @param sequences unless it has fewer utterances than this: then some more of them are kept in
   *     temporary files
   * @param scratch makes these
   * @param checkpoint called before each utterance; what it throws ends the reading
   */
  WindowReader(
      List<Utterance> slice,
      Preparation preparation,
      long windowBytes,
      int sequences,
      Scratch scratch,
      Runnable checkpoint) {
    this.slice = slice.iterator();
    this.preparation = preparation;
    this.windowBytes = windowBytes;
    this.sequences = sequences;
    this.scratch = scratch;
    this.checkpoint = checkpoint;
  }

  /**
   * The next window; without utterances when the slice has ended before.
   *
   * @throws IOException when the thread was interrupted while it read, or temporary files fail
   */
  Window next() throws IOException {
    List<Outcome.Failed> failed = new ArrayList<>();
    List<Prepared> prepared = new ArrayList<>();
    long bytes = 0;
    while (slice.hasNext() && bytes < mostBytes(prepared.size())) {
      checkpoint.run();
      Prepared one = preparation.prepareOrReport(slice.next(), failed::add);
      if (one != null) {
        boolean fits = bytes < windowBytes;
        prepared.add(fits ? one : one.withInput(scratch.keep(one.input())));
        bytes += (long) one.input().numFrames() * one.input().dim() * Float.BYTES;
      }
    }
    return new Window(failed, prepared, !slice.hasNext());
  }

  private long mostBytes(int utterances) {
    return utterances < sequences ? FILES_PER_HEAP * windowBytes : windowBytes;
  }
}
