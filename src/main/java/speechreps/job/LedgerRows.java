package speechreps.job;

import java.util.List;
import speechreps.corpus.ManifestProblem;
import speechreps.sink.LedgerRow;
import speechreps.sink.LedgerRow.Status;
import speechreps.sink.ShardWriter;
import speechreps.speech.Outcome;

/** Outcomes and manifest problems as rows of the ledger. */
final class LedgerRows {
  private LedgerRows() {}

  /**
   * The row of an utterance.
   *
   * @param offset where the features are in their archive, or {@link ShardWriter#NO_OFFSET}
   */
  static LedgerRow of(Outcome outcome, long offset, int shard) {
    // Java 17 has no pattern switch; the interface is sealed, so what is not done has failed.
    if (outcome instanceof Outcome.Done done) {
      return done(done, offset, shard);
    }
    return failed((Outcome.Failed) outcome, shard);
  }

  /** The row of a line that never became work. */
  static LedgerRow of(ManifestProblem problem) {
    boolean skipped = problem.severity() == ManifestProblem.Severity.SKIPPED;
    return new LedgerRow(
        problem.id(),
        skipped ? Status.SKIPPED : Status.FAILED,
        skipped ? null : problem.reason().code(),
        problem.message() + " (" + problem.origin() + ")",
        null,
        problem.origin(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  private static LedgerRow done(Outcome.Done done, long offset, int shard) {
    return new LedgerRow(
        done.utterance().id(),
        Status.OK,
        null,
        null,
        done.utterance().location(),
        done.utterance().origin(),
        done.seconds(),
        done.sampleRateHz(),
        done.numFrames(),
        done.features().dim(),
        shard,
        offset == ShardWriter.NO_OFFSET ? null : Long.valueOf(offset),
        done.overflows(),
        done.warnings());
  }

  private static LedgerRow failed(Outcome.Failed failed, int shard) {
    return new LedgerRow(
        failed.utterance().id(),
        Status.FAILED,
        failed.reason().code(),
        failed.message(),
        failed.utterance().location(),
        failed.utterance().origin(),
        null,
        null,
        null,
        null,
        shard,
        null,
        null,
        List.of());
  }
}
