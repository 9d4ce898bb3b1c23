package speechreps.audio;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import speechreps.speech.Source;

/** A local file, named by its last part so that messages do not depend on where it lies. */
record FileSource(Path path) implements Source {
  @Override
  public String location() {
    return path.getFileName().toString();
  }

  @Override
  public InputStream open() throws IOException {
    return new FileInputStream(path.toFile());
  }
}
