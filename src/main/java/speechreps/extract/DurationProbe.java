package speechreps.extract;

import java.io.IOException;
import speechreps.audio.AudioReader;
import speechreps.storage.Storage;

/** Reads how long recordings are from their headers, to balance work. Not thread-safe. */
public final class DurationProbe {
  private final AudioReader reader = new AudioReader();
  private final Storage storage;

  /** A probe of files on the given storage. */
  public DurationProbe(Storage storage) {
    this.storage = storage;
  }

  /**
   * Duration in seconds, or NaN when the header does not tell.
   *
   * <p>A recording that cannot be read is no error here: it will be one when its turn comes, with
   * its row in the ledger, and costs nothing until then.
   */
  public double seconds(String location) {
    try {
      return reader.probe(storage.source(location)).seconds();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
