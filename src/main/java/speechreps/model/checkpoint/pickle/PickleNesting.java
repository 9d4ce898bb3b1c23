package speechreps.model.checkpoint.pickle;

import java.io.IOException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;

/**
 * Refuses lists and dicts that hold themselves or are deeper than any of use, so that whoever walks
 * through the data comes to an end. Objects are not looked into: in Python they do refer to each
 * other, and here nobody follows them.
 */
final class PickleNesting {
  static final int MAX_DEPTH = 200;
  private static final int UNFINISHED = -1;

  /** Lists and dicts within each one on its deepest way, itself included. */
  private final IdentityHashMap<Object, Integer> heights = new IdentityHashMap<>();

  private final FileBytes in;
  private final long pickleAt;

  private PickleNesting(FileBytes in, long pickleAt) {
    this.in = in;
    this.pickleAt = pickleAt;
  }

  static void check(@Nullable Object value, FileBytes in, long pickleAt) throws IOException {
    new PickleNesting(in, pickleAt).height(value, 0);
  }

  private int height(@Nullable Object value, int depth) throws IOException {
    Collection<?> items = items(value);
    if (items == null) {
      return 0;
    }
    Integer known = heights.get(value);
    if (known != null && known == UNFINISHED) {
      throw in.problemAt(pickleAt, "expected plain data, got a list or dict that holds itself");
    }
    if (depth + (known == null ? 1 : known) > MAX_DEPTH) {
      throw in.problemAt(
          pickleAt, "expected at most " + MAX_DEPTH + " lists and dicts in each other, got more");
    }
    return known == null ? measure(value, items, depth) : known;
  }

  private int measure(@Nullable Object value, Collection<?> items, int depth) throws IOException {
    heights.put(value, UNFINISHED);
    int highest = 0;
    for (Object item : items) {
      highest = Math.max(highest, height(item, depth + 1));
    }
    heights.put(value, highest + 1);
    return highest + 1;
  }

  private static @Nullable Collection<?> items(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    return value instanceof Map<?, ?> map ? map.values() : null;
  }
}
