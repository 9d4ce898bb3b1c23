package speechreps.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import speechreps.speech.FeatureRows;

/**
 * Temporary files of one task, for rows that are too many for its memory. Closing frees all that
 * are still open. Thread-safe.
 *
 * <p>A file has lost its name before the first byte is written, so the system frees it however the
 * process ends.
 */
public final class Scratch implements AutoCloseable {
  /** The folder that the JVM has for temporary files. */
  public static final Path DEFAULT_FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

  private final Path folder;
  private final Set<ScratchRows> open = new HashSet<>();

  /**
   * No files yet.
   *
   * @param folder on a local disk with room; made when the first file is
   */
  public Scratch(Path folder) {
    this.folder = folder;
  }

  /**
   * Rows of so many columns, none yet.
   *
   * @throws ScratchException when no file can be made
   */
  public ScratchRows newRows(int dim) throws ScratchException {
    try {
      Files.createDirectories(folder);
      ScratchRows rows = new ScratchRows(this, folder.toString(), nameless(), dim);
      synchronized (open) {
        open.add(rows);
      }
      return rows;
    } catch (IOException e) {
      throw new ScratchException(folder.toString(), e);
    }
  }

  private FileChannel nameless() throws IOException {
    Path file = Files.createTempFile(folder, "speech-reps-", ".rows");
    try {
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(file);
    }
  }

  /** A copy of rows in a temporary file; those that are in one stay where they are. */
  public ScratchRows keep(FeatureRows rows) throws IOException {
    if (rows instanceof ScratchRows inFile) {
      return inFile;
    }
    ScratchRows copy = newRows(rows.dim());
    rows.forEachBlock((first, block) -> copy.append(block.values(), 0, block.numFrames()));
    return copy;
  }

  /** Frees rows at once, if they are in a temporary file. */
  public static void free(FeatureRows rows) throws ScratchException {
    if (rows instanceof ScratchRows inFile) {
      inFile.close();
    }
  }

  void forget(ScratchRows rows) {
    synchronized (open) {
      open.remove(rows);
    }
  }

  @Override
  public void close() throws ScratchException {
    List<ScratchRows> left;
    synchronized (open) {
      left = List.copyOf(open);
    }
    for (ScratchRows rows : left) {
      rows.close();
    }
  }
}
