package speechreps.kaldi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Source;

/**
 * Reads an archive from its first entry to its last (Kaldi: {@code SequentialTableReader} of {@code
 * ark:}).
 *
 * <pre>
 * archive := (blank* key (" " | "\t") value)*    a text value ends with its line
 * value   := "\0B" binary | text                 see {@link Holder}
 * key     := bytes above 0x20 but 0x7f, UTF-8
 * </pre>
 *
 * After an exception the place of the next entry is not known: reading cannot go on. Not
 * thread-safe.
 *
 * @param <T> type of the values
 */
public final class ArkReader<T> implements AutoCloseable {
  /** Far above any key; what has no blank for so long is not an archive. */
  private static final int MAX_KEY_BYTES = 4096;

  private final InputStream stream;
  private final KaldiInput in;
  private final String location;
  private final Holder<T> holder;

  private ArkReader(InputStream stream, String location, Holder<T> holder) {
    this.stream = stream;
    this.in = new KaldiInput(stream, location, 0);
    this.location = location;
    this.holder = holder;
  }

  /** Opens an archive; {@link #close} closes it. */
  public static <T> ArkReader<T> open(Source source, Holder<T> holder) throws IOException {
    return new ArkReader<>(source.open(), source.location(), holder);
  }

  /**
   * The next entry, or null at the end of the archive.
   *
   * @throws KaldiFormatException when the archive is truncated or corrupt
   */
  public @Nullable ArkEntry<T> next() throws IOException {
    in.setKey(null);
    while (TextNumbers.isBlank(in.peek())) {
      in.read();
    }
    if (in.peek() == KaldiInput.END) {
      return null;
    }
    String key = key();
    in.setKey(key);
    skipBlankAfterKey();
    long offset = in.position();
    return new ArkEntry<>(key, offset, holder.read(in));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private String key() throws IOException {
    long start = in.position();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (in.peek() != KaldiInput.END && !TextNumbers.isBlank(in.peek())) {
      if (bytes.size() == MAX_KEY_BYTES) {
        throw fault(start, "no blank within " + MAX_KEY_BYTES + " bytes: is this an archive?");
      }
      bytes.write(in.read());
    }
    String key;
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      key = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw fault(start, "expected a key in UTF-8");
    }
    String wrong = Keys.fault(key);
    if (wrong != null) {
      throw fault(start, wrong);
    }
    return key;
  }

  /** A text value may begin with the line end itself, which then belongs to it. */
  private void skipBlankAfterKey() throws IOException {
    switch (in.peek()) {
      case ' ', '\t' -> in.read();
      case '\n' -> {}
      case KaldiInput.END -> throw in.error("the file ends after a key");
      default ->
          throw in.error("expected a blank after the key, got " + KaldiInput.describe(in.peek()));
    }
  }

  private KaldiFormatException fault(long offset, String what) {
    return KaldiFormatException.atByte(location, null, offset, what);
  }
}
