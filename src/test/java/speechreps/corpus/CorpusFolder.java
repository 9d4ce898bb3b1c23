package speechreps.corpus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** A folder in which tests put manifests, and a reader for them. */
final class CorpusFolder {
  private final Path folder;
  private final ManifestReader reader = new ManifestReader(new Storage(new Configuration(false)));

  CorpusFolder(Path folder) {
    this.folder = folder;
  }

  /** Absolute path of a file below. */
  String path(String name) {
    return folder.resolve(name).toString();
  }

  CorpusFolder write(String name, String... lines) throws IOException {
    return write(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  CorpusFolder write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  CorpusFolder writeGzip(String name, String... lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** An empty file for each name: only their being there matters. */
  CorpusFolder touch(String... names) throws IOException {
    for (String name : names) {
      write(name, new byte[0]);
    }
    return this;
  }

  Corpus read(String name) throws IOException {
    return read(name, null, ManifestForm.AUTO);
  }

  Corpus read(String name, @Nullable String root) throws IOException {
    return read(name, root, ManifestForm.AUTO);
  }

  Corpus read(String name, @Nullable String root, ManifestForm form) throws IOException {
    return reader.read(path(name), root, form);
  }

  static List<String> ids(Corpus corpus) {
    return corpus.utterances().stream().map(Utterance::id).toList();
  }

  static List<String> locations(Corpus corpus) {
    return corpus.utterances().stream().map(Utterance::location).toList();
  }

  static List<String> problems(Corpus corpus) {
    return corpus.problems().stream().map(ManifestProblem::toString).toList();
  }
}
