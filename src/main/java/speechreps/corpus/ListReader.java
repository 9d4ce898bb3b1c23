package speechreps.corpus;

import java.io.IOException;
import speechreps.speech.Utterance;

/**
 * Lists of audio paths, one a line. Blanks inside a path belong to it; there are no comments, since
 * a file name may start with any sign.
 */
final class ListReader {
  private ListReader() {}

  /** Reads all lines. The id is the path below the root, see {@link PathRoot#idOf}. */
  static void read(ManifestLines lines, PathRoot root, CorpusBuilder out) throws IOException {
    while (lines.next()) {
      ManifestProblem unreadable = ScpReader.unreadable(lines);
      if (unreadable != null) {
        out.add(unreadable);
      } else {
        String path = lines.text();
        out.add(Utterance.ofRecording(root.idOf(path), root.resolve(path), lines.origin()));
      }
    }
  }
}
