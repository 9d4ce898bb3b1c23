package speechreps.model.checkpoint.pickle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.PickleBuilder;
import speechreps.model.checkpoint.bytes.FileBytes;

/** Runs pickles that a test has built. Messages name no folder: {@code p: byte 3: …}. */
final class PickleBytes {
  private final Path folder;

  PickleBytes(Path folder) {
    this.folder = folder;
  }

  /** Opcodes and a STOP. */
  @Nullable Object run(String opcodes) throws IOException {
    return run(new PickleBuilder(false).op(opcodes).stop());
  }

  @Nullable Object run(PickleBuilder pickle) throws IOException {
    return run(pickle, PickleResolver.NONE);
  }

  @Nullable Object run(PickleBuilder pickle, PickleResolver resolver) throws IOException {
    Path file = folder.resolve("p");
    Files.write(file, pickle.toByteArray());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FileBytes in =
          new FileBytes(
              channel,
              file,
              (location, at, problem) -> new IOException("byte " + at + ": " + problem));
      return PickleMachine.read(in, resolver);
    }
  }
}
