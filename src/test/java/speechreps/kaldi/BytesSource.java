package speechreps.kaldi;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import speechreps.speech.Source;

/** Bytes in memory under a name. */
record BytesSource(String location, byte[] bytes) implements Source {
  static BytesSource text(String location, String text) {
    return new BytesSource(location, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
