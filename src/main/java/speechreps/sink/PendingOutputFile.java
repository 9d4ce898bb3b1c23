package speechreps.sink;

import java.io.IOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import speechreps.storage.PendingFile;

/**
 * A {@link PendingFile} as Parquet's writer wants to see it.
 *
 * <p>Closing the stream flushes but does not make the file visible: only {@link PendingFile#commit}
 * does, after the footer is written.
 */
final class PendingOutputFile implements OutputFile {
  private final PendingFile file;

  PendingOutputFile(PendingFile file) {
    this.file = file;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return file.position();
      }

      @Override
      public void write(int b) throws IOException {
        file.stream().write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        file.stream().write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        file.stream().flush();
      }
    };
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return file.location();
  }
}
