package speechreps.model.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two formats; what is saved in one reads like what is saved in the other. */
public enum TorchFormat {
  /** Since PyTorch 1.6. */
  ZIP {
    @Override
    void write(OutputStream out, Object root) throws IOException {
      TorchCheckpointWriter.zip(out, root);
    }
  },
  /** Before. */
  LEGACY {
    @Override
    void write(OutputStream out, Object root) throws IOException {
      TorchCheckpointWriter.legacy(out, root);
    }
  };

  abstract void write(OutputStream out, Object root) throws IOException;

  /** Writes a file and gives it back. */
  public Path save(Path file, Object root) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, root);
    }
    return file;
  }
}
