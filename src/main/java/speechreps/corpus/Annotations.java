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
import speechreps.speech.Utterance;

/**
 * Files of a data directory that say more about the entries of another file: an id, blanks, a value
 * a line ({@code utt2spk}, {@code utt2dur}, {@code reco2dur}).
 *
 * <p>Kaldi's {@code validate_data_dir.sh} refuses a directory whose files do not name the same
 * utterances. Here that is a warning with the number of lines, since no utterance is lost by it.
 */
final class Annotations {
  private final List<Utterance> sorted;
  private final CorpusBuilder out;

  /** For entries sorted by id; warnings go to {@code out}. */
  Annotations(List<Utterance> sorted, CorpusBuilder out) {
    this.sorted = sorted;
    this.out = out;
  }

  /** The entries with the speakers of {@code utt2spk}. */
  List<Utterance> withSpeakers(ManifestLines lines) throws IOException {
    @Nullable String[] speakers = new @Nullable String[sorted.size()];
    Map<String, String> distinct = new HashMap<>();
    read(
        lines,
        (index, value) -> {
          if (speakers[index] != null) {
            return "second line for this utterance; the first one holds";
          }
          speakers[index] = distinct.computeIfAbsent(value, name -> name);
          return null;
        });
    reportWithoutSpeaker(lines.name(), speakers);
    List<Utterance> changed = new ArrayList<>(sorted.size());
    for (int i = 0; i < speakers.length; i++) {
      changed.add(with(sorted.get(i), speakers[i], sorted.get(i).seconds()));
    }
    return changed;
  }

  /** The entries with the durations of {@code utt2dur} or {@code reco2dur} where they lack one. */
  List<Utterance> withSeconds(ManifestLines lines) throws IOException {
    double[] seconds = new double[sorted.size()];
    Arrays.fill(seconds, Double.NaN);
    read(
        lines,
        (index, value) -> {
          seconds[index] = seconds(value);
          return Double.isNaN(seconds[index])
              ? "expected a duration in seconds above 0, got \"" + value + "\""
              : null;
        });
    List<Utterance> changed = new ArrayList<>(sorted.size());
    for (int i = 0; i < seconds.length; i++) {
      Utterance entry = sorted.get(i);
      boolean known = !Double.isNaN(entry.seconds());
      changed.add(with(entry, entry.speaker(), known ? entry.seconds() : seconds[i]));
    }
    return changed;
  }

  /** Takes the value for the entry at an index; returns what is wrong with it, or null. */
  private interface Target {
    @Nullable String set(int index, String value);
  }

  private void read(ManifestLines lines, Target target) throws IOException {
    SortedIds ids = new SortedIds(sorted);
    Set<String> failed = failedIds();
    int unknown = 0;
    String firstUnknown = "";
    while (lines.next()) {
      ManifestProblem unreadable = ScpReader.unreadable(lines);
      if (unreadable != null) {
        out.add(unreadable.asWarning());
        continue;
      }
      String line = lines.text();
      int blank = Blanks.firstBlank(line);
      String id = line.substring(0, blank);
      String value = Blanks.trim(line.substring(blank));
      int index = ids.find(id);
      if (index >= 0) {
        String wrong = isOneField(value) ? target.set(index, value) : "expected two fields";
        if (wrong != null) {
          out.add(ManifestProblem.warning(id, lines.origin(), wrong));
        }
      } else if (!failed.contains(id) && unknown++ == 0) {
        firstUnknown = "\"" + id + "\" (" + lines.origin() + ")";
      }
    }
    if (unknown > 0) {
      out.add(
          ManifestProblem.warning(
              null,
              lines.name(),
              "lines with an id that is nowhere else: "
                  + unknown
                  + ", the first is "
                  + firstUnknown));
    }
  }

  private Set<String> failedIds() {
    Set<String> ids = new HashSet<>();
    for (ManifestProblem problem : out.problems()) {
      String id = problem.id();
      if (problem.severity() == Severity.FAILED && id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private void reportWithoutSpeaker(String file, @Nullable String[] speakers) {
    int count = 0;
    String first = "";
    for (int i = 0; i < speakers.length; i++) {
      if (speakers[i] == null && count++ == 0) {
        first = "\"" + sorted.get(i).id() + "\" (" + sorted.get(i).origin() + ")";
      }
    }
    if (count > 0) {
      out.add(
          ManifestProblem.warning(
              null, file, "utterances without a speaker: " + count + ", the first is " + first));
    }
  }

  private static boolean isOneField(String value) {
    return !value.isEmpty() && Blanks.firstBlank(value) == value.length();
  }

  /** NaN for what is not a duration. */
  private static double seconds(String value) {
    try {
      double seconds = Double.parseDouble(value);
      return seconds > 0 && seconds < Double.MAX_VALUE ? seconds : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
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
