package speechreps.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import speechreps.speech.Source;

/** A file that may be gzipped and is read unpacked. That is told by its first bytes. */
public final class UnpackedSource implements Source {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Source stored;

  /** The given file, unpacked. */
  public UnpackedSource(Source stored) {
    this.stored = stored;
  }

  @Override
  public String location() {
    return stored.location();
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(stored.open(), BUFFER_BYTES);
    try {
      return isGzip(in) ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }
}
