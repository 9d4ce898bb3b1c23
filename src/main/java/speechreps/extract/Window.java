package speechreps.extract;

import java.util.ArrayList;
import java.util.List;
import speechreps.speech.Outcome;

/**
 * A part of a slice after the front end: what is sorted by length together.
 *
 * @param failed utterances that are done already, in order of the slice
 * @param prepared the others, in order of the slice
 * @param last true when the slice ends here
 */
record Window(List<Outcome.Failed> failed, List<Prepared> prepared, boolean last) {
  /**
   * The steps of its encoding, in order. Its failures go with the first one, which is empty when
   * nothing else is there.
   */
  List<Batch> batches(Batcher batcher) {
    List<Batch> batches = new ArrayList<>();
    List<Outcome.Failed> before = failed;
    for (List<Prepared> members : batcher.cut(prepared)) {
      batches.add(new Batch(before, members));
      before = List.of();
    }
    if (!before.isEmpty()) {
      batches.add(new Batch(before, List.of()));
    }
    return batches;
  }

  /**
   * One call of the encoder.
   *
   * @param before failures whose turn is before its results
   */
  record Batch(List<Outcome.Failed> before, List<Prepared> members) {}
}
