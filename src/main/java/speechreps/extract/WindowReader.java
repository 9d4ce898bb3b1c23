package speechreps.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;

/**
 * Takes a slice through the front end, window by window. A window ends when its input reaches a
 * number of bytes, so it depends on the slice alone. Not thread-safe.
 */
final class WindowReader {
  private final Iterator<Utterance> slice;
  private final Preparation preparation;
  private final long windowBytes;
  private final Runnable checkpoint;

  /**
   * A reader of a slice.
   *
   * @param windowBytes input after which a window ends
   * @param checkpoint called before each utterance; what it throws ends the reading
   */
  WindowReader(
      List<Utterance> slice, Preparation preparation, long windowBytes, Runnable checkpoint) {
    this.slice = slice.iterator();
    this.preparation = preparation;
    this.windowBytes = windowBytes;
    this.checkpoint = checkpoint;
  }

  /**
   * The next window; without utterances when the slice has ended before.
   *
   * @throws IOException when the thread was interrupted while it read
   */
  Window next() throws IOException {
    List<Outcome.Failed> failed = new ArrayList<>();
    List<Prepared> prepared = new ArrayList<>();
    long bytes = 0;
    while (bytes < windowBytes && slice.hasNext()) {
      checkpoint.run();
      Prepared one = preparation.prepareOrReport(slice.next(), failed::add);
      if (one != null) {
        prepared.add(one);
        bytes += (long) one.input().numFrames() * one.input().dim() * Float.BYTES;
      }
    }
    return new Window(failed, prepared, !slice.hasNext());
  }
}
