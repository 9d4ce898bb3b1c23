package speechreps.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestProblem.Severity;
import speechreps.speech.IdOrder;
import speechreps.speech.Utterance;

/** Collects utterances and problems while a manifest is read. Not thread-safe. */
final class CorpusBuilder {
  private static final Comparator<Utterance> BY_ID =
      Comparator.comparing(Utterance::id, IdOrder.INSTANCE);

  private final List<ManifestProblem> problems = new ArrayList<>();
  private List<Utterance> utterances = new ArrayList<>();
  private @Nullable Double frameShiftMs;

  /** Adds an utterance, or the problem that its id is not usable. */
  void add(Utterance utterance) {
    String id = utterance.id();
    int bad = firstControlCharacter(id);
    if (bad >= 0) {
      add(
          ManifestProblem.failed(
              null,
              utterance.origin(),
              String.format(
                  "id holds the control character U+%04X at position %d; expected printable"
                      + " characters",
                  (int) id.charAt(bad), bad + 1)));
      return;
    }
    utterances.add(utterance);
  }

  void add(ManifestProblem problem) {
    problems.add(problem);
  }

  /** Takes over the problems of another builder, where they cost no utterance. */
  void addAsWarnings(CorpusBuilder other) {
    for (ManifestProblem problem : other.problems) {
      problems.add(problem.severity() == Severity.FATAL ? problem : problem.asWarning());
    }
  }

  /** What the corpus tells of its features. */
  void frameShiftMs(double shift) {
    frameShiftMs = shift;
  }

  List<ManifestProblem> problems() {
    return problems;
  }

  /** True when nothing was found that could be an utterance, and no reason for it either. */
  boolean isEmpty() {
    return utterances.isEmpty()
        && problems.stream().allMatch(problem -> problem.severity().compareTo(Severity.FAILED) > 0);
  }

  /** Sorts by id; the second and later utterances of an id become fatal problems. */
  List<Utterance> sorted() {
    // Stable: of two lines with one id the earlier comes first.
    utterances.sort(BY_ID);
    List<Utterance> unique = new ArrayList<>(utterances.size());
    for (Utterance utterance : utterances) {
      Utterance last = unique.isEmpty() ? null : unique.get(unique.size() - 1);
      if (last != null && last.id().equals(utterance.id())) {
        add(duplicate(last, utterance));
      } else {
        unique.add(utterance);
      }
    }
    utterances = unique;
    return Collections.unmodifiableList(unique);
  }

  /** Puts others in the place of the utterances, such as the same ones with more known of them. */
  void replace(List<Utterance> others) {
    utterances = others;
  }

  Corpus build(ManifestForm form, String root) {
    List<Utterance> sorted = sorted();
    return new Corpus(form, root, frameShiftMs, sorted, Collections.unmodifiableList(problems));
  }

  private static ManifestProblem duplicate(Utterance first, Utterance second) {
    return ManifestProblem.fatal(
        second.id(),
        second.origin(),
        "duplicate id \"" + second.id() + "\", first at " + first.origin());
  }

  private static int firstControlCharacter(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
