package speechreps.extract;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;

/**
 * Bytes of unknown number, of which no more are taken than fit into memory: a few bytes of gzip and
 * a short command can both stand for terabytes.
 */
final class LimitedStream extends FilterInputStream {
  /**
   * The bytes, their copy into one array, and the decoded samples have to fit beside each other.
   */
  private static final long DEFAULT_LIMIT = Runtime.getRuntime().maxMemory() / 4;

  private final String location;
  private final String what;
  private final long limit;
  private long count;

  /**
   * A stream with the usual limit.
   *
   * @param what the bytes are, in messages
   */
  LimitedStream(InputStream in, String location, String what) {
    this(in, location, what, DEFAULT_LIMIT);
  }

  LimitedStream(InputStream in, String location, String what, long limit) {
    super(in);
    this.location = location;
    this.what = what;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int got = super.read(bytes, offset, length);
    count(Math.max(0, got));
    return got;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int more) throws UtteranceException {
    count += more;
    if (count > limit) {
      throw new UtteranceException(
          FailureReason.UNSUPPORTED_AUDIO,
          location,
          what + " is too large: expected at most " + limit + " bytes, got more");
    }
  }
}
