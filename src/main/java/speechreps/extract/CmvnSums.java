package speechreps.extract;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import speechreps.dsp.CmvnStats;
import speechreps.speech.IdOrder;
import speechreps.speech.Outcome;

/**
 * Adds up CMVN statistics by speaker, by utterance or for all, in byte order of the keys. Not
 * thread-safe.
 */
public final class CmvnSums {
  private static final int ROWS = 2;

  private final CmvnScope scope;
  private final Map<String, CmvnStats> sums = new TreeMap<>(IdOrder.INSTANCE);

  /** No sums yet. */
  public CmvnSums(CmvnScope scope) {
    this.scope = scope;
  }

  /** Takes one set of sums: a matrix of 2 rows as Kaldi stores it, row-major. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    /** Takes the sums of a key. */
    void visit(String key, int numRows, int numCols, double[] values) throws E;
  }

  /** Adds the frames of an utterance that is done and has a key; others add nothing. */
  public void add(Outcome outcome) throws IOException {
    String key = CmvnTable.keyOf(outcome.utterance(), scope);
    if (key != null && outcome instanceof Outcome.Done done) {
      CmvnStats sum = sums.computeIfAbsent(key, unused -> new CmvnStats(done.features().dim()));
      done.features().forEachBlock((first, rows) -> sum.accumulate(rows));
    }
  }

  /** Adds sums that were made elsewhere. */
  public void merge(String key, double[] values) {
    CmvnStats stats = CmvnStats.fromMatrix(ROWS, values.length / ROWS, values);
    CmvnStats sum = sums.putIfAbsent(key, stats);
    if (sum != null) {
      sum.merge(stats);
    }
  }

  /** Shows every key with its sums, in byte order of the keys. */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    for (Map.Entry<String, CmvnStats> entry : sums.entrySet()) {
      CmvnStats stats = entry.getValue();
      visitor.visit(entry.getKey(), stats.numRows(), stats.dim() + 1, stats.toMatrix());
    }
  }

  /** The sums as a table to normalise by. */
  public CmvnTable toTable() {
    return new CmvnTable(sums);
  }
}
