package speechreps.audio;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;

/**
 * A WAV with something else behind it, as {@code wav-copy} puts them into an archive: this source
 * ends where the WAV says that it ends.
 *
 * <pre>
 * entry := key " " wav        wav := ("RIFF" | "RIFX") uint32(size) byte[size]
 * </pre>
 *
 * <p>What stands behind the samples of a file tells how its header is meant, so the neighbour must
 * not be seen.
 */
public final class ArchivedWav implements Source {
  private static final int SIZED_HEADER_BYTES = 8;

  /** From here on, and zero, sizes are the marks of programs that did not know them. */
  private static final long FIRST_STREAMING_MARK = 0x7FFFF000L;

  private final Source start;

  /**
   * A WAV in an archive.
   *
   * @param start the archive from the first byte of the WAV on
   */
  public ArchivedWav(Source start) {
    this.start = start;
  }

  @Override
  public String location() {
    return start.location();
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = openAtStart();
    try {
      byte[] header = in.readNBytes(SIZED_HEADER_BYTES);
      return new SequenceInputStream(
          new ByteArrayInputStream(header), new Bounded(in, remaining(header)));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private InputStream openAtStart() throws IOException {
    try {
      return start.open();
    } catch (EOFException e) {
      throw failure(FailureReason.CORRUPT_AUDIO, "the archive ends before this place");
    }
  }

  /** Bytes of the WAV behind its first eight. */
  private long remaining(byte[] header) throws UtteranceException {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    if (text.length() < SIZED_HEADER_BYTES) {
      throw failure(
          FailureReason.CORRUPT_AUDIO,
          "the archive ends here: expected a WAV, got " + text.length() + " bytes");
    }
    boolean bigEndian = text.startsWith("RIFX");
    if (!bigEndian && !text.startsWith("RIFF")) {
      throw failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "expected a WAV at this place of the archive, got "
              + (text.startsWith("\0B")
                  ? "a Kaldi matrix or vector; is the manifest a feats.scp?"
                  : "something that starts with " + RiffCursor.printable(text.substring(0, 4))));
    }
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long size = Integer.toUnsignedLong(ByteBuffer.wrap(header).order(order).getInt(4));
    if (size == 0 || size >= FIRST_STREAMING_MARK) {
      throw failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "the WAV does not tell where in the archive it ends: expected its size at byte 4, got "
              + "the streaming mark "
              + size);
    }
    return size;
  }

  private UtteranceException failure(FailureReason reason, String what) {
    return new UtteranceException(reason, location(), what);
  }

  /** The next bytes of a stream, and no more. */
  private static final class Bounded extends FilterInputStream {
    private long remaining;

    Bounded(InputStream in, long remaining) {
      super(in);
      this.remaining = remaining;
    }

    @Override
    public int read() throws IOException {
      int next = remaining > 0 ? super.read() : -1;
      remaining -= next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (remaining == 0) {
        return -1;
      }
      int count = super.read(bytes, offset, (int) Math.min(length, remaining));
      remaining -= Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(Math.min(count, remaining));
      remaining -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(super.available(), remaining);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
