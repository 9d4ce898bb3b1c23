package speechreps.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestProblem.Severity;
import speechreps.kaldi.DataDirFiles;
import speechreps.kaldi.DataDirFiles.KeySeconds;
import speechreps.kaldi.DataDirFiles.KeyValue;
import speechreps.kaldi.LineFault;
import speechreps.kaldi.TextTable;
import speechreps.speech.Utterance;

/**
 * Files of a data directory that say more about the entries of another file: {@code utt2spk},
 * {@code utt2dur}, {@code reco2dur}, {@code utt2num_frames}.
 *
 * <p>Kaldi's {@code validate_data_dir.sh} refuses a directory whose files do not name the same
 * utterances. Here that is a warning with the number of lines, since no utterance is lost by it.
 * Not thread-safe.
 */
final class Annotations {
  private final ManifestFile file;
  private final List<Utterance> sorted;
  private final CorpusBuilder out;
  private final SortedIds ids;
  private final Set<String> failed;
  private int unknown;
  private String firstUnknown = "";

  /** For the entries of {@code out}, which receives the warnings. */
  Annotations(ManifestFile file, CorpusBuilder out) {
    this.file = file;
    this.out = out;
    this.sorted = out.sorted();
    this.ids = new SortedIds(sorted);
    this.failed = failedIds(out.problems());
  }

  /** Gives the entries the speakers of {@code utt2spk}. */
  void addSpeakers() throws IOException {
    TextTable<KeyValue> table = file.read(DataDirFiles::readPairs);
    @Nullable String[] speakers = new @Nullable String[sorted.size()];
    Map<String, String> distinct = new HashMap<>();
    for (KeyValue line : table.entries()) {
      int index = find(line.key(), line.line());
      if (index >= 0 && speakers[index] != null) {
        out.add(
            ManifestProblem.warning(
                line.key(),
                file.origin(line.line()),
                "second line for \"" + line.key() + "\"; the first one holds"));
      } else if (index >= 0) {
        speakers[index] = distinct.computeIfAbsent(line.value(), speaker -> speaker);
      }
    }
    report(table.faults());
    reportWithoutSpeaker(speakers);
    List<Utterance> changed = new ArrayList<>(sorted.size());
    for (int i = 0; i < speakers.length; i++) {
      changed.add(with(sorted.get(i), speakers[i], sorted.get(i).seconds()));
    }
    out.replace(changed);
  }

  /**
   * Gives the entries the durations of {@code utt2dur} or {@code reco2dur} where they have none.
   */
  void addSeconds() throws IOException {
    addSeconds(1);
  }

  /**
   * Gives the entries the durations of {@code utt2num_frames} where they have none.
   *
   * @param frameShiftSeconds time between frames
   */
  void addFrames(double frameShiftSeconds) throws IOException {
    addSeconds(frameShiftSeconds);
  }

  private void addSeconds(double unit) throws IOException {
    TextTable<KeySeconds> table = file.read(DataDirFiles::readDurations);
    double[] seconds = new double[sorted.size()];
    Arrays.fill(seconds, Double.NaN);
    for (KeySeconds line : table.entries()) {
      int index = find(line.key(), line.line());
      if (index >= 0) {
        seconds[index] = line.seconds() * unit;
      }
    }
    report(table.faults());
    List<Utterance> changed = new ArrayList<>(sorted.size());
    for (int i = 0; i < seconds.length; i++) {
      Utterance entry = sorted.get(i);
      boolean known = !Double.isNaN(entry.seconds());
      changed.add(with(entry, entry.speaker(), known ? entry.seconds() : seconds[i]));
    }
    out.replace(changed);
  }

  private int find(String id, int line) {
    int index = ids.find(id);
    if (index < 0 && !failed.contains(id) && unknown++ == 0) {
      firstUnknown = "\"" + id + "\" (" + file.origin(line) + ")";
    }
    return index;
  }

  private void report(List<LineFault> faults) {
    faults.forEach(fault -> out.add(file.problem(fault).asWarning()));
    if (unknown > 0) {
      warn("lines with an id that is nowhere else: " + unknown + ", the first is " + firstUnknown);
    }
  }

  private void reportWithoutSpeaker(@Nullable String[] speakers) {
    int count = 0;
    String first = "";
    for (int i = 0; i < speakers.length; i++) {
      if (speakers[i] == null && count++ == 0) {
        first = "\"" + sorted.get(i).id() + "\" (" + sorted.get(i).origin() + ")";
      }
    }
    if (count > 0) {
      warn("utterances without a speaker: " + count + ", the first is " + first);
    }
  }

  private void warn(String message) {
    out.add(ManifestProblem.warning(null, file.name(), message));
  }

  private static Set<String> failedIds(List<ManifestProblem> problems) {
    Set<String> ids = new HashSet<>();
    for (ManifestProblem problem : problems) {
      String id = problem.id();
      if (problem.severity() == Severity.FAILED && id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static Utterance with(Utterance entry, @Nullable String speaker, double seconds) {
    return new Utterance(
        entry.id(),
        entry.location(),
        entry.segment(),
        entry.channel(),
        speaker,
        seconds,
        entry.origin());
  }
}
