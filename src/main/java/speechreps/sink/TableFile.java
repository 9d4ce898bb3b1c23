package speechreps.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import speechreps.kaldi.DataDirFiles;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/**
 * A text file of a Kaldi data directory: a key, a blank and something about it in every line, which
 * ends in LF. Visible whole or not at all. Not thread-safe.
 */
public final class TableFile implements AutoCloseable {
  private final PendingFile file;
  private final OutputStream out;

  private TableFile(PendingFile file) {
    this.file = file;
    this.out = new BufferedOutputStream(file.stream(), 1 << 16);
  }

  /** Opens a file to write. */
  public static TableFile create(Storage storage, String location) throws IOException {
    return new TableFile(storage.create(location));
  }

  /** Writes a file of one text. */
  static void write(Storage storage, String location, String text) throws IOException {
    try (TableFile file = create(storage, location)) {
      file.append(text);
      file.commit();
    }
  }

  /** Adds a line; keys must come in byte order. */
  public void line(String key, String value) throws IOException {
    append(key + " " + value + "\n");
  }

  /** Adds a line about a duration, as {@code utt2dur} has them. */
  public void line(String key, double seconds) throws IOException {
    line(key, DataDirFiles.durationText(seconds));
  }

  /** Adds a line as it stands elsewhere, without its end. */
  void line(byte[] content) throws IOException {
    out.write(content);
    out.write('\n');
  }

  /** Adds a piece of a line that is too long to hold. */
  void append(String piece) throws IOException {
    out.write(piece.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the file visible. */
  public void commit() throws IOException {
    out.flush();
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
