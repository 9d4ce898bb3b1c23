package speechreps.speech;

import java.io.IOException;
import java.io.InputStream;

/**
 * Something that can be read, and the name to give it in messages.
 *
 * <p>Readers take a source rather than a path, so that a file on any file system, an entry of an
 * archive and a byte array in a test are the same to them. Each call of {@link #open} starts at the
 * first byte; whoever opens the stream closes it.
 */
public interface Source {
  /** Where the bytes come from, as a user would name it (a path, a URI, {@code file.ark:1234}). */
  String location();

  /**
   * Opens the bytes from the start.
   *
   * @throws java.io.FileNotFoundException when nothing is there
   * @throws IOException when it cannot be opened for another reason
   */
  InputStream open() throws IOException;
}
