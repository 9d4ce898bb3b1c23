package speechreps.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import speechreps.corpus.Corpus;
import speechreps.corpus.ManifestProblem;
import speechreps.corpus.ManifestReader;
import speechreps.extract.CmvnScope;
import speechreps.sink.LedgerWriter;
import speechreps.sink.OutputFormat;
import speechreps.storage.Storage;

/** Reads the manifest, tells all its problems, and accounts for lines that never become work. */
final class ManifestStep {
  /** Problems shown that do not end the job; all of them are in the ledger. */
  private static final int LISTED_PROBLEMS = 20;

  private final Storage storage;
  private final JobSpec spec;
  private final PrintWriter out;

  /**
   * A step for a job.
   *
   * @param out takes the problems
   */
  ManifestStep(Storage storage, JobSpec spec, PrintWriter out) {
    this.storage = storage;
    this.spec = spec;
    this.out = out;
  }

  /**
   * Reads the manifest.
   *
   * @throws IllegalArgumentException when it cannot be read or used; what is wrong was printed
   */
  Corpus read() {
    Corpus corpus = readFile();
    List<ManifestProblem> problems = new ArrayList<>(corpus.problems());
    if (writesTables()) {
      problems.addAll(corpus.archiveKeyProblems());
    }
    int fatal =
        (int) problems.stream().filter(p -> p.severity() == ManifestProblem.Severity.FATAL).count();
    if (!problems.isEmpty()) {
      // What ends the job is nowhere else: all of it is shown.
      out.print(Corpus.listing(problems, Math.max(LISTED_PROBLEMS, fatal)));
      out.flush();
    }
    if (fatal > 0) {
      throw new IllegalArgumentException(
          "the manifest cannot be used: "
              + fatal
              + (fatal == 1 ? " error" : " errors")
              + " listed above ("
              + spec.manifest().location()
              + ")");
    }
    return corpus;
  }

  private Corpus readFile() {
    ManifestSpec manifest = spec.manifest();
    try {
      return new ManifestReader(storage)
          .read(manifest.location(), manifest.root(), manifest.form());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the manifest cannot be read: " + e.getMessage() + " (" + manifest.location() + ")", e);
    }
  }

  /** True when ids or speakers become keys of Kaldi tables. */
  private boolean writesTables() {
    CmvnScope statistics = spec.output().writeCmvn();
    return spec.output().format() == OutputFormat.ARK
        || statistics == CmvnScope.UTTERANCE
        || statistics == CmvnScope.SPEAKER;
  }

  /** Lines that never became work get their rows, too. */
  void writeProblems(Corpus corpus, OutputFolder output) throws IOException {
    String location = output.resolve(LedgerWriter.manifestPartName());
    try (LedgerWriter ledger = LedgerWriter.create(storage, location)) {
      for (ManifestProblem problem : corpus.problems()) {
        if (problem.severity() != ManifestProblem.Severity.WARNING) {
          ledger.append(LedgerRows.of(problem));
        }
      }
      ledger.commit();
    }
  }
}
