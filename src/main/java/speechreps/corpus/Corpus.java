package speechreps.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestProblem.Severity;
import speechreps.kaldi.Keys;
import speechreps.speech.Utterance;

/**
 * What a manifest says: the work, and what is wrong with it.
 *
 * <p>Every line of the file that lists the utterances is here exactly once: as an utterance, or as
 * a problem of severity {@code FATAL}, {@code FAILED} or {@code SKIPPED}. Warnings come on top.
 *
 * @param form how the manifest was read; never {@code AUTO} unless nothing could be read
 * @param root the folder that relative paths were taken from, absolute
 * @param utterances unique ids, in byte order of their UTF-8 form (that of {@code LC_ALL=C sort})
 * @param frameShiftMs time between the rows of its features, when it is one of features and tells
 *     that; else null
 * @param problems in the order in which they were found
 */
public record Corpus(
    ManifestForm form,
    String root,
    @Nullable Double frameShiftMs,
    List<Utterance> utterances,
    List<ManifestProblem> problems) {
  private static final Comparator<ManifestProblem> WORST_FIRST =
      Comparator.comparing(ManifestProblem::severity);

  /**
   * The same corpus with other utterances.
   *
   * @param others unique ids, in their order
   */
  public Corpus withUtterances(List<Utterance> others) {
    return new Corpus(form, root, frameShiftMs, others, problems);
  }

  /** True when no work can start. */
  public boolean isUnusable() {
    return count(Severity.FATAL) > 0;
  }

  /** How many problems there are of a severity. */
  public int count(Severity severity) {
    int count = 0;
    for (ManifestProblem problem : problems) {
      if (problem.severity() == severity) {
        count++;
      }
    }
    return count;
  }

  /**
   * What stands against writing this corpus to a Kaldi archive: ids and speakers that cannot be
   * keys.
   *
   * @return fatal problems, empty when there are none
   */
  public List<ManifestProblem> archiveKeyProblems() {
    List<ManifestProblem> found = new ArrayList<>();
    for (Utterance utterance : utterances) {
      String fault = Keys.fault(utterance.id());
      fault = fault == null ? Keys.fault(utterance.speakerOrId()) : fault;
      if (fault != null) {
        found.add(
            ManifestProblem.fatal(
                utterance.id(),
                utterance.origin(),
                fault + "; ids that are no keys can be written to Parquet"));
      }
    }
    return found;
  }

  /**
   * Problems for the console, one a line, the worst first.
   *
   * @param limit lines to show; the others are counted in a last line
   */
  public static String listing(List<ManifestProblem> problems, int limit) {
    StringBuilder text = new StringBuilder();
    problems.stream()
        .sorted(WORST_FIRST)
        .limit(limit)
        .forEach(problem -> text.append(problem).append('\n'));
    if (problems.size() > limit) {
      text.append("and ").append(problems.size() - limit).append(" more\n");
    }
    return text.toString();
  }
}
