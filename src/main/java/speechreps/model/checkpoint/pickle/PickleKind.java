package speechreps.model.checkpoint.pickle;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of messages for what a value is. */
public final class PickleKind {
  private PickleKind() {}

  /** "an integer", "a dict", "None" …; never the value, which may be long or hold itself. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof Long || value instanceof BigInteger) {
      return "an integer";
    }
    if (value instanceof Double) {
      return "a decimal";
    }
    if (value instanceof String) {
      return "a string";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Map) {
      return "a dict";
    }
    if (value instanceof PickleGlobal global) {
      return "the name " + global.qualifiedName();
    }
    return value instanceof PickleObject object
        ? "an object of " + object.className()
        : "a " + value.getClass().getSimpleName();
  }
}
