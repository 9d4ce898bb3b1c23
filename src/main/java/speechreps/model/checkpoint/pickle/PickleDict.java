package speechreps.model.checkpoint.pickle;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A dict while it is being built; from outside an ordinary map. */
final class PickleDict extends LinkedHashMap<Object, @Nullable Object> {
  private static final long serialVersionUID = 1;

  void set(@Nullable Object key, @Nullable Object value) {
    put(key instanceof String ? key : new PickleKey(key), value);
  }
}
