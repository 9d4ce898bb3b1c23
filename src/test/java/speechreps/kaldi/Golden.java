package speechreps.kaldi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import speechreps.speech.Source;

/** A file of the conformance data: output of the Kaldi programs. */
record Golden(Path path) implements Source {
  /** A file made by Kaldi, below {@code golden/kaldi}. */
  static Golden kaldi(String name) {
    return new Golden(root().resolve("golden/kaldi").resolve(name));
  }

  /** A file found in public, below {@code data}. */
  static Golden data(String name) {
    return new Golden(root().resolve("data").resolve(name));
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(path);
  }

  /** All entries of an archive. */
  <T> List<ArkEntry<T>> entries(Holder<T> holder) throws IOException {
    List<ArkEntry<T>> entries = new ArrayList<>();
    try (ArkReader<T> ark = ArkReader.open(this, holder)) {
      for (ArkEntry<T> entry = ark.next(); entry != null; entry = ark.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** All values of an archive, by key, in the archive's order. */
  <T> Map<String, T> values(Holder<T> holder) throws IOException {
    Map<String, T> values = new LinkedHashMap<>();
    for (ArkEntry<T> entry : entries(holder)) {
      values.put(entry.key(), entry.value());
    }
    return values;
  }

  @Override
  public String location() {
    return path.getFileName().toString();
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  private static Path root() {
    String root = System.getProperty("conformance.data", "");
    if (root.isEmpty()) {
      throw new IllegalStateException("set -Dconformance.data to the folder of golden data");
    }
    return Path.of(root);
  }
}
