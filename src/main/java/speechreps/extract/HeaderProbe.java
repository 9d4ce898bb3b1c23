package speechreps.extract;

import speechreps.storage.Storage;

/** Reads the headers of recordings, to balance work and to count channels. Not thread-safe. */
public final class HeaderProbe {
  private final RecordingReader reader;

  /** A probe of files on the given storage. */
  public HeaderProbe(Storage storage, Commands commands) {
    this.reader = new RecordingReader(storage, commands);
  }

  /**
   * What the header tells; nothing for the output of a command that would have to be run.
   *
   * <p>A recording that cannot be read is no error here: it will be one when its turn comes, with
   * its row in the ledger, and costs nothing until then.
   */
  public RecordingHeader header(String location) {
    return reader.header(location);
  }
}
