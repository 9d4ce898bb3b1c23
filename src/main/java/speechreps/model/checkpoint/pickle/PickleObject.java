package speechreps.model.checkpoint.pickle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a pickle makes by calling what this reader does not know: only the name of that
 * and, for an ordinary Python object, its attributes are kept. Equal only to itself.
 */
public final class PickleObject {
  private final String className;

  /** Few objects of a checkpoint have attributes that are asked for, so none begins with a map. */
  private Map<Object, @Nullable Object> attributes = Map.of();

  /**
   * @param className what the pickle calls, or another name for it
   */
  public PickleObject(String className) {
    this.className = className;
  }

  /** What was called, with its module: {@code argparse.Namespace}. */
  public String className() {
    return className;
  }

  /** Attributes by name; empty when the object keeps its state in another way. */
  public Map<Object, @Nullable Object> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  void set(Map<?, ?> state) {
    if (attributes.isEmpty()) {
      attributes = new LinkedHashMap<>();
    }
    attributes.putAll(state);
  }

  @Override
  public String toString() {
    return className;
  }
}
