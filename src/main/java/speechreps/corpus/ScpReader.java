package speechreps.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.Rxfilename;
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
  private final Storage storage;
  private final ManifestFile file;
  private final CorpusBuilder out;

  ScpReader(Storage storage, ManifestFile file, CorpusBuilder out) {
    this.storage = storage;
    this.file = file;
    this.out = out;
  }

  /**
   * Adds an utterance for each line.
   *
   * @param given the root that the user gives, or null
   */
  PathRoot read(@Nullable String given) throws IOException {
    TextTable<ScpLine> table = file.read(ScpLine::read);
    table.faults().forEach(fault -> out.add(file.problem(fault)));
    List<@Nullable Rxfilename> places = new ArrayList<>(table.entries().size());
    for (ScpLine line : table.entries()) {
      places.add(place(line));
    }
    PathRoot root = PathRoot.choose(storage, file.location(), given, relativePaths(places), out);
    for (int i = 0; i < places.size(); i++) {
      Rxfilename place = places.get(i);
      if (place != null) {
        ScpLine line = table.entries().get(i);
        String location =
            place instanceof Rxfilename.Command
                ? line.rxfilename()
                : place.mapPath(root::resolve).text();
        out.add(Utterance.ofRecording(line.key(), location, file.origin(line.line())));
      }
    }
    return root;
  }

  /** What a line names; null, and a problem, when nothing can be read there. */
  private @Nullable Rxfilename place(ScpLine line) {
    try {
      return Rxfilename.parse(line.rxfilename());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      out.add(ManifestProblem.failed(line.key(), file.origin(line.line()), message));
      return null;
    }
  }

  private static List<String> relativePaths(List<@Nullable Rxfilename> places) {
    List<String> relative = new ArrayList<>();
    UnaryOperator<String> collect =
        path -> {
          if (Storage.isRelative(path)) {
            relative.add(path);
          }
          return path;
        };
    for (int i = 0; i < places.size() && relative.size() < PathRoot.MAX_PROBES; i++) {
      Rxfilename place = places.get(i);
      if (place != null) {
        place.mapPath(collect);
      }
    }
    return relative;
  }
}
