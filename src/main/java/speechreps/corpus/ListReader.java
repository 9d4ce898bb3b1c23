package speechreps.corpus;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.TextLine;
import speechreps.kaldi.TextTable;
import speechreps.speech.Source;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * Lists of audio paths, one a line. Blanks inside a path belong to it; there are no comments, since
 * a file name may start with any sign.
 */
final class ListReader {
  private ListReader() {}

  /** The lines as they are. */
  static TextTable<TextLine> lines(Source file) throws IOException {
    return TextTable.read(file, line -> line);
  }

  /**
   * Adds an utterance for each line. Its id is the path below the root, see {@link PathRoot#idOf}.
   *
   * @param given the root that the user gives, or null
   */
  static PathRoot read(
      Storage storage,
      ManifestFile file,
      TextTable<TextLine> lines,
      @Nullable String given,
      CorpusBuilder out)
      throws IOException {
    List<String> relative =
        lines.entries().stream()
            .map(TextLine::text)
            .filter(Storage::isRelative)
            .limit(PathRoot.MAX_PROBES)
            .toList();
    PathRoot root = PathRoot.choose(storage, file.location(), given, relative, out);
    lines.faults().forEach(fault -> out.add(file.problem(fault)));
    for (TextLine line : lines.entries()) {
      String path = line.text();
      out.add(
          Utterance.ofRecording(root.idOf(path), root.resolve(path), file.origin(line.number())));
    }
    return root;
  }
}
