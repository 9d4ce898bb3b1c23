package speechreps.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Utterance;

/** A folder in which tests write and read the files of a data directory. */
final class DataDirFolder {
  private final Path folder;

  DataDirFolder(Path folder) {
    this.folder = folder;
  }

  String path() {
    return folder.toString();
  }

  DataDirFolder put(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
    return this;
  }

  DataDirFolder put(String name, byte[] content) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), content);
    return this;
  }

  /** What a file holds, one char a byte. */
  String content(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
  }

  /** All files, hidden ones too, in order. */
  List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  static Utterance utterance(String id, @Nullable String speaker) {
    return new Utterance(id, id + ".wav", null, null, speaker, Double.NaN, "wav.scp:1");
  }
}
