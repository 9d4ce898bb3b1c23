package speechreps.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import speechreps.speech.Source;

/** What a gzipped file holds. */
record GzippedSource(Source stored) implements Source {
  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public String location() {
    return stored.location();
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = stored.open();
    try {
      return new LimitedStream(
          new GZIPInputStream(in, BUFFER_BYTES), location(), "the decompressed recording");
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
