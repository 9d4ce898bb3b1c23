package speechreps.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import speechreps.audio.Recordings;

/** The corpora of the job's tests, in a folder of their own. */
record TestCorpus(Path folder) {
  /** A manifest of these lines. */
  Path manifest(String... lines) throws IOException {
    return Files.write(folder.resolve("wav.scp"), List.of(lines));
  }

  /** So many utterances of different lengths, at most a second each. */
  Path ofSize(int count) throws IOException {
    String[] lines = new String[count];
    for (int i = 0; i < count; i++) {
      Recordings.noise(folder.resolve("u" + i + ".wav"), i, 0.2 + i * 37 % 80 / 100.0);
      lines[i] = "u" + i + " u" + i + ".wav";
    }
    return manifest(lines);
  }
}
