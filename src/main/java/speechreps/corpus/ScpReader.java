package speechreps.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * Kaldi script files: {@code key rxfilename}, one a line.
 *
 * <p>The rxfilename is all that follows the blanks after the key, so file names may hold blanks.
 * Commands and absolute paths are kept as they are; relative paths, with or without an offset, get
 * their root. Unlike Kaldi, which stops at the first line it cannot understand and loses the rest
 * without a word, every line is read.
 */
final class ScpReader {
  private static final Pattern OFFSET_AND_RANGE = Pattern.compile("(:[0-9]+)?(\\[[^\\]]*\\])?$");

  private ScpReader() {}

  /** Reads all lines. */
  static void read(ManifestLines lines, PathRoot root, CorpusBuilder out) throws IOException {
    while (lines.next()) {
      ManifestProblem unreadable = unreadable(lines);
      if (unreadable != null) {
        out.add(unreadable);
      } else {
        parse(lines.text(), lines.origin(), root, out);
      }
    }
  }

  /** What is wrong with a line of any text file before its fields are looked at, or null. */
  static @Nullable ManifestProblem unreadable(ManifestLines lines) {
    String fault = lines.fault();
    if (fault != null) {
      return ManifestProblem.failed(null, lines.origin(), fault);
    }
    return lines.text().isEmpty() ? ManifestProblem.skipped(lines.origin(), "empty line") : null;
  }

  /** The files named by relative paths in some lines, to find out where they are. */
  static List<String> relativeFiles(List<String> lines) {
    List<String> files = new ArrayList<>();
    for (String line : lines) {
      String location = location(line);
      if (isRelativeFile(location)) {
        files.add(OFFSET_AND_RANGE.matcher(location).replaceFirst(""));
      }
    }
    return files;
  }

  private static void parse(String line, String origin, PathRoot root, CorpusBuilder out) {
    String location = location(line);
    if (location.isEmpty()) {
      out.add(
          ManifestProblem.failed(
              line, origin, "expected a key and a location, got only \"" + line + "\""));
    } else if (location.equals("-")) {
      out.add(
          ManifestProblem.failed(
              key(line), origin, "standard input (\"-\") cannot be read; expected a file"));
    } else {
      String resolved = isRelativeFile(location) ? root.resolve(location) : location;
      out.add(Utterance.ofRecording(key(line), resolved, origin));
    }
  }

  private static String key(String line) {
    return line.substring(0, Blanks.firstBlank(line));
  }

  private static String location(String line) {
    return Blanks.trim(line.substring(Blanks.firstBlank(line)));
  }

  private static boolean isRelativeFile(String location) {
    return !location.isEmpty()
        && !location.equals("-")
        && !location.startsWith("|")
        && !location.endsWith("|")
        && Storage.isRelative(location);
  }
}
