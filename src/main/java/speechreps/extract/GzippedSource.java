package speechreps.extract;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;

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

  /**
   * What gzip's exceptions, which know no file, tell.
   *
   * @param reason what the file was to hold is broken
   */
  static UtteranceException broken(FailureReason reason, String location, IOException cause) {
    // The JDK has no words for a file that ends within the header.
    String fault = cause.getMessage() == null ? "it ends too early" : cause.getMessage();
    return new UtteranceException(reason, location, "expected a whole gzip file: " + fault, cause);
  }
}
