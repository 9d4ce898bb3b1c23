package speechreps.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import speechreps.speech.Source;

/** Bytes in memory under the name {@code test.audio}. */
record BytesSource(byte[] bytes) implements Source {
  /** A file of the test resources. */
  static byte[] resource(String name) {
    try (InputStream in = BytesSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no test resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String location() {
    return "test.audio";
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
