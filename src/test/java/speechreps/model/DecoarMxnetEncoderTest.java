package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class DecoarMxnetEncoderTest implements DecoarContract {
  private final Path folder;
  private final Encoder shared;

  DecoarMxnetEncoderTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.shared = newEncoder();
  }

  @AfterAll
  void close() {
    shared.close();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public EngineKind engine() {
    return EngineKind.MXNET;
  }

  @Override
  public Encoder encoder() {
    return shared;
  }
}
