package speechreps.model.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.pickle.PickleKind;

/**
 * The settings that a training program left in its checkpoint (an {@code argparse.Namespace}), each
 * by its name and type. A method with a default gives that for a setting that is not there; None is
 * there, and is not of the type.
 */
public final class Arguments {
  private final String location;
  private final String name;
  private final Map<String, @Nullable Object> values;

  /**
   * @param location the file, for messages
   * @param name of all of them in the file ({@code args}), for messages
   * @param values plain data as in {@link TorchFile}; a copy is taken
   */
  public Arguments(String location, String name, Map<String, @Nullable Object> values) {
    this.location = location;
    this.name = name;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The file, for messages. */
  public String location() {
    return location;
  }

  /** What the file calls all of them, for messages. */
  public String name() {
    return name;
  }

  /** All of them by name, in the order of the file. */
  public Map<String, @Nullable Object> values() {
    return values;
  }

  /** True when this setting is there, None or not. */
  public boolean has(String argument) {
    return values.containsKey(argument);
  }

  /**
   * A string.
   *
   * @throws CheckpointException when it is missing or something else
   */
  public String string(String argument) throws CheckpointException {
    return require(argument, String.class, "a string");
  }

  /** A string, or {@code missing}. */
  public String string(String argument, String missing) throws CheckpointException {
    return has(argument) ? string(argument) : missing;
  }

  /**
   * An integer of up to 64 bits.
   *
   * @throws CheckpointException when it is missing or something else
   */
  public long integer(String argument) throws CheckpointException {
    return require(argument, Long.class, "an integer of at most 64 bits");
  }

  /** An integer, or {@code missing}. */
  public long integer(String argument, long missing) throws CheckpointException {
    return has(argument) ? integer(argument) : missing;
  }

  /**
   * True or False; not 1 or 0.
   *
   * @throws CheckpointException when it is missing or something else
   */
  public boolean bool(String argument) throws CheckpointException {
    return require(argument, Boolean.class, "True or False");
  }

  /** True or False, or {@code missing}. */
  public boolean bool(String argument, boolean missing) throws CheckpointException {
    return has(argument) ? bool(argument) : missing;
  }

  /**
   * A decimal, or an integer, which Python takes for one.
   *
   * @throws CheckpointException when it is missing or something else
   */
  public double decimal(String argument) throws CheckpointException {
    return values.get(argument) instanceof Long integer
        ? integer.doubleValue()
        : require(argument, Double.class, "a decimal");
  }

  /** A decimal, or {@code missing}. */
  public double decimal(String argument, double missing) throws CheckpointException {
    return has(argument) ? decimal(argument) : missing;
  }

  private <T> T require(String argument, Class<T> type, String expected)
      throws CheckpointException {
    Object value = values.get(argument);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    String got = has(argument) ? PickleKind.of(value) : "no such argument";
    throw new CheckpointException(
        location,
        "argument " + argument + " of " + name + ": expected " + expected + ", got " + got);
  }
}
