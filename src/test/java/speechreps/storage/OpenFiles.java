package speechreps.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that this process has open, as Linux tells. */
public final class OpenFiles {
  private OpenFiles() {}

  /** How many of them are, or were before they lost their names, in a folder. */
  public static int in(Path folder) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        count += target(descriptor).startsWith(folder + "/") ? 1 : 0;
      }
    }
    return count;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      // Closed meanwhile.
      return "";
    }
  }
}
