package speechreps.sink;

import java.util.Collections;
import java.util.List;
import speechreps.speech.IdOrder;

/**
 * Keys in the order of a data directory, and where each stands among them.
 *
 * <p>Files beside each other are usually in the same order, so the key after the last one found is
 * tried first. Not thread-safe.
 */
final class SortedKeys {
  private final List<String> keys;
  private int next;

  /** Over a random-access list, sorted by {@link IdOrder}, that holds each key once. */
  SortedKeys(List<String> keys) {
    this.keys = keys;
  }

  int size() {
    return keys.size();
  }

  /** The index of a key, or a negative number when it is not there. */
  int find(String key) {
    boolean following = next < keys.size() && keys.get(next).equals(key);
    int index = following ? next : Collections.binarySearch(keys, key, IdOrder.INSTANCE);
    if (index >= 0) {
      next = index + 1;
    }
    return index;
  }
}
