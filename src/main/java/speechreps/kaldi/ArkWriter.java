package speechreps.kaldi;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an archive, see {@link ArkReader} for the layout. Not thread-safe; the stream is neither
 * flushed nor closed.
 *
 * @param <T> type of the values
 */
public final class ArkWriter<T> {
  private final KaldiOutput out;
  private final Holder<? super T> holder;
  private final boolean binary;

  private ArkWriter(OutputStream out, Holder<? super T> holder, boolean binary) {
    this.out = new KaldiOutput(out);
    this.holder = holder;
    this.binary = binary;
  }

  /** A binary archive, {@code ark:}, that starts at the stream's next byte. */
  public static <T> ArkWriter<T> binary(OutputStream out, Holder<? super T> holder) {
    return new ArkWriter<>(out, holder, true);
  }

  /** A text archive, {@code ark,t:}; numbers get 7 significant digits. */
  public static <T> ArkWriter<T> text(OutputStream out, Holder<? super T> holder) {
    return new ArkWriter<>(out, holder, false);
  }

  /**
   * Writes one entry; all of it has been handed to the stream on return.
   *
   * @return the offset of the value from the start of the archive, for {@link ScpLine#ofArchive}
   * @throws IllegalArgumentException when the key is not allowed or the value cannot be held by the
   *     format; the archive is then as it was before
   */
  public long write(String key, T value) throws IOException {
    String fault = Keys.fault(key);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    long start = out.position();
    try {
      return writeEntry(key, value);
    } catch (IllegalArgumentException e) {
      // Values are checked before their first byte: the key alone has to be taken back.
      out.rollbackTo(start);
      throw e;
    }
  }

  private long writeEntry(String key, T value) throws IOException {
    out.text(key);
    out.int8(' ');
    long offset = out.position();
    if (binary) {
      holder.writeBinary(out, value);
    } else {
      holder.writeText(out, value);
    }
    out.flush();
    return offset;
  }
}
