package speechreps.model.checkpoint.pickle;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle has Python call to make objects and to fill them, done without calling anything.
 */
final class PickleCalls {
  private static final Set<String> DICTS =
      Set.of("builtins.dict", "__builtin__.dict", "collections.OrderedDict");
  private static final String DEFAULT_DICT = "collections.defaultdict";

  /** Makes an object of the class that is its first argument (protocols 0 and 1). */
  private static final Set<String> RECONSTRUCTORS =
      Set.of("copyreg._reconstructor", "copy_reg._reconstructor", "copyreg.__newobj__");

  private final PickleStack stack;
  private final PickleResolver resolver;

  PickleCalls(PickleStack stack, PickleResolver resolver) {
    this.stack = stack;
    this.resolver = resolver;
  }

  /**
   * Pushes what a call gives.
   *
   * @return how many items were copied
   */
  long call(@Nullable Object callable, List<@Nullable Object> arguments) throws IOException {
    if (!(callable instanceof PickleGlobal global)) {
      stack.push(new PickleObject(PickleKind.of(callable)));
      return 0;
    }
    String name = global.qualifiedName();
    if (DICTS.contains(name)) {
      return pushDict(arguments);
    }
    if (name.equals(DEFAULT_DICT)) {
      return pushDict(arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size()));
    }
    if (RECONSTRUCTORS.contains(name) && !arguments.isEmpty()) {
      stack.push(new PickleObject(className(arguments.get(0))));
      return 0;
    }
    Object value = resolver.construct(global, arguments, stack.opcodeAt());
    stack.push(value == null ? new PickleObject(name) : value);
    return 0;
  }

  private static String className(@Nullable Object type) {
    return type instanceof PickleGlobal global ? global.qualifiedName() : PickleKind.of(type);
  }

  /** A dict of nothing, of another dict, or of pairs (Python 2). */
  private long pushDict(List<@Nullable Object> arguments) throws IOException {
    PickleDict dict = new PickleDict();
    stack.push(dict);
    Object items = arguments.isEmpty() ? null : arguments.get(0);
    if (items instanceof Map<?, ?> map) {
      dict.putAll(map);
      return map.size();
    }
    if (items instanceof List<?> pairs) {
      for (Object pair : pairs) {
        if (!(pair instanceof List<?> two) || two.size() != 2) {
          throw stack.problem("expected a dict to be made of pairs, got " + PickleKind.of(pair));
        }
        dict.set(two.get(0), two.get(1));
      }
      return pairs.size();
    }
    if (items != null) {
      throw stack.problem("expected a dict to be made of pairs, got " + PickleKind.of(items));
    }
    return 0;
  }

  /** Puts keys and values, in turns, into the dict on the stack. */
  void setItems(List<@Nullable Object> items) throws IOException {
    Object target = stack.peek();
    if (items.size() % 2 != 0) {
      throw stack.problem("expected keys and values in turns, got " + items.size() + " items");
    }
    if (target instanceof PickleDict dict) {
      for (int i = 0; i < items.size(); i += 2) {
        dict.set(items.get(i), items.get(i + 1));
      }
    } else if (!(target instanceof PickleObject)) {
      throw stack.problem("expected a dict to put items into, got " + PickleKind.of(target));
    }
  }

  /**
   * Gives the object on the stack its state: a dict of attributes, or a pair of two such, of which
   * the second is for slots. The attributes of lists and dicts are dropped: PyTorch keeps the
   * versions of a module's layout in those of a state dict.
   *
   * @return how many items were copied
   */
  long build() throws IOException {
    Object state = stack.pop();
    if (!(stack.peek() instanceof PickleObject object)) {
      return 0;
    }
    List<?> parts =
        state instanceof List<?> pair && pair.size() == 2 ? pair : Collections.singletonList(state);
    long copied = 0;
    for (Object part : parts) {
      if (part instanceof Map<?, ?> attributes) {
        object.set(attributes);
        copied += attributes.size();
      }
    }
    return copied;
  }
}
