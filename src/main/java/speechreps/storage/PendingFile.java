package speechreps.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * A file that becomes visible whole or not at all.
 *
 * <p>On file systems with an atomic rename (local, HDFS) the bytes go to a hidden temporary name
 * and {@link #commit} renames it over the target. On object stores they go to the target key, which
 * appears only when the upload completes; {@link #abort} cancels the upload.
 *
 * <p>Use: write, then {@code commit()}; in a finally block {@code close()}, which aborts what was
 * not committed. Not thread-safe.
 */
public final class PendingFile implements AutoCloseable {
  private final FileSystem fileSystem;
  private final Path target;
  private final Path written;
  private final FSDataOutputStream out;
  private boolean finished;

  private PendingFile(FileSystem fileSystem, Path target, Path written) throws IOException {
    this.fileSystem = fileSystem;
    this.target = target;
    this.written = written;
    this.out = fileSystem.create(written, true);
  }

  static PendingFile create(FileSystem fileSystem, Path target) throws IOException {
    if (fileSystem instanceof LocalFileSystem local) {
      // Without the checksum layer: a .crc file beside each shard would outlive its shard.
      return create(local.getRawFileSystem(), target);
    }
    boolean objectStore =
        fileSystem.hasPathCapability(target, "fs.capability.outputstream.abortable");
    Path written =
        objectStore
            ? target
            : new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    return new PendingFile(fileSystem, target, written);
  }

  /** Where the file will be. */
  public String location() {
    return target.toString();
  }

  /** The bytes go here. Do not close it: {@link #commit} and {@link #close} do. */
  public OutputStream stream() {
    return out;
  }

  /** Bytes written so far. */
  public long position() {
    return out.getPos();
  }

  /** Makes the file visible at its target, replacing what was there. */
  public void commit() throws IOException {
    if (finished) {
      throw new IllegalStateException("already committed or aborted: " + target);
    }
    out.close();
    if (!written.equals(target)) {
      renameOver();
    }
    // Only now: a commit that failed before is thrown away by close().
    finished = true;
  }

  /** Throws away what was written, unless it was committed. */
  public void abort() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    if (written.equals(target)) {
      Abortable.AbortableResult result = out.abort();
      if (!result.alreadyClosed() && result.anyCleanupException() != null) {
        throw result.anyCleanupException();
      }
      return;
    }
    try {
      out.close();
    } finally {
      fileSystem.delete(written, false);
    }
  }

  /** Aborts when nothing was committed. */
  @Override
  public void close() throws IOException {
    abort();
  }

  private void renameOver() throws IOException {
    try {
      FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf())
          .rename(written, target, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      // A file system without the newer interface: its rename does not replace. Both names hold the
      // same bytes for the same work, so a reader between the two calls sees nothing wrong.
      fileSystem.delete(target, false);
      if (!fileSystem.rename(written, target)) {
        throw new IOException("cannot rename " + written + " to " + target, e);
      }
    }
  }
}
