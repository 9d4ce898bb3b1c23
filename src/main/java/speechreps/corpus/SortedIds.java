package speechreps.corpus;

import java.util.List;
import speechreps.kaldi.Keys;
import speechreps.speech.Utterance;

/**
 * Finds utterances by id in a sorted list, without a map: ten million ids need no more memory than
 * they have.
 *
 * <p>Files beside each other are usually in the same order, so the entry after the last one found
 * is tried first. Not thread-safe.
 */
final class SortedIds {
  private final List<Utterance> sorted;
  private int next;

  /** Over a list that is sorted by {@link Keys#BYTE_ORDER} and holds each id once. */
  SortedIds(List<Utterance> sorted) {
    this.sorted = sorted;
  }

  /** The index of an id, or -1 when it is not there. */
  int find(String id) {
    if (next < sorted.size() && sorted.get(next).id().equals(id)) {
      return next++;
    }
    int low = 0;
    int high = sorted.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Keys.BYTE_ORDER.compare(sorted.get(middle).id(), id);
      if (order == 0) {
        next = middle + 1;
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
