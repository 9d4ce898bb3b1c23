package speechreps.corpus;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.ScpLine;
import speechreps.kaldi.TextTable;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * Kaldi script files: {@code key rxfilename}, one a line.
 *
 * <p>Commands and absolute paths are kept as they are; relative paths, with or without an offset,
 * get their root. Unlike Kaldi, which stops at the first line it cannot understand and loses the
 * rest without a word, every line is read.
 */
final class ScpReader {
  private static final Pattern OFFSET_AND_RANGE = Pattern.compile("(:[0-9]+)?(\\[[^\\]]*\\])?$");
  private static final String STANDARD_INPUT = "-";

  private ScpReader() {}

  /**
   * Adds an utterance for each line.
   *
   * @param given the root that the user gives, or null
   */
  static PathRoot read(
      Storage storage, ManifestFile file, @Nullable String given, CorpusBuilder out)
      throws IOException {
    TextTable<ScpLine> table = file.read(ScpLine::read);
    List<String> relative =
        table.entries().stream()
            .map(ScpLine::rxfilename)
            .filter(ScpReader::isRelativeFile)
            .limit(PathRoot.MAX_PROBES)
            .map(location -> OFFSET_AND_RANGE.matcher(location).replaceFirst(""))
            .toList();
    PathRoot root = PathRoot.choose(storage, file.location(), given, relative, out);
    table.faults().forEach(fault -> out.add(file.problem(fault)));
    for (ScpLine line : table.entries()) {
      add(line, file.origin(line.line()), root, out);
    }
    return root;
  }

  private static void add(ScpLine line, String origin, PathRoot root, CorpusBuilder out) {
    String location = line.rxfilename();
    if (location.equals(STANDARD_INPUT)) {
      out.add(
          ManifestProblem.failed(
              line.key(), origin, "standard input (\"-\") cannot be read; expected a file"));
      return;
    }
    String resolved = isRelativeFile(location) ? root.resolve(location) : location;
    out.add(Utterance.ofRecording(line.key(), resolved, origin));
  }

  private static boolean isRelativeFile(String location) {
    return !location.equals(STANDARD_INPUT)
        && !location.startsWith("|")
        && !location.endsWith("|")
        && Storage.isRelative(location);
  }
}
