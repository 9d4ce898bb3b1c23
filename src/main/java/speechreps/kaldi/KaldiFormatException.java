package speechreps.kaldi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A Kaldi file breaks the rules of its format.
 *
 * <p>The message says what is wrong, what was expected and what was found, and always ends with the
 * place.
 */
public final class KaldiFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private KaldiFormatException(String message) {
    super(message);
  }

  /**
   * A fault at a byte of a binary or text object.
   *
   * @param location the file or stream
   * @param key the table key of the object, or null when it has none
   * @param offset bytes from the start of the file
   */
  static KaldiFormatException atByte(
      String location, @Nullable String key, long offset, String what) {
    String entry = key == null ? "" : ", key " + key;
    return new KaldiFormatException(what + " (" + location + entry + ", byte " + offset + ")");
  }

  /** A fault in a line of a text file; lines count from 1. */
  static KaldiFormatException atLine(String location, int line, String what) {
    return new KaldiFormatException(what + " (" + location + ":" + line + ")");
  }

  /** A fault of a whole file, or of a value that is not read from one. */
  static KaldiFormatException in(String location, String what) {
    return new KaldiFormatException(what + " (" + location + ")");
  }
}
