package speechreps.model.checkpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named tensors of a model file. An architecture takes those that it names; whether others may
 * be there is its own affair ({@link #requireOnly}).
 *
 * @param location the model file, for messages
 * @param tensors by name, in the order of the file
 */
public record Checkpoint(String location, Map<String, Tensor> tensors) {
  private static final int MAX_NAMES_SHOWN = 10;

  /** Takes a copy of the map. */
  public Checkpoint {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** The names, in the order of the file. */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * The tensor of this name, which must have as many dimensions as {@code dims} and be of a
   * floating point type.
   *
   * @param dims the expected sizes; one below 0 stands for any size above 0
   * @throws CheckpointException when it is missing or something else
   */
  public Tensor require(String name, long... dims) throws CheckpointException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CheckpointException(
          location, "missing array " + name + " of shape " + describe(dims));
    }
    if (!matches(tensor.shape(), dims)) {
      throw new CheckpointException(
          location,
          "array "
              + tensor.name()
              + " has the wrong shape: expected "
              + describe(dims)
              + ", got "
              + tensor.shape());
    }
    if (!tensor.type().isFloatingPoint()) {
      throw new CheckpointException(
          location,
          "array "
              + tensor.name()
              + " has the wrong type: expected floating point, got "
              + tensor.type());
    }
    return tensor;
  }

  /** The names that are not among {@code expected}, in the order of the file. */
  public List<String> extraNames(Collection<String> expected) {
    List<String> extra = new ArrayList<>(names());
    extra.removeAll(Set.copyOf(expected));
    return extra;
  }

  /**
   * Demands exactly these names.
   *
   * @throws CheckpointException naming those that are missing and those that are too many
   */
  public void requireOnly(Collection<String> expected) throws CheckpointException {
    List<String> missing = new ArrayList<>(new LinkedHashSet<>(expected));
    missing.removeAll(names());
    List<String> extra = extraNames(expected);
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw new CheckpointException(
          location,
          "expected "
              + Set.copyOf(expected).size()
              + " arrays: missing "
              + abridged(missing)
              + ", not expected "
              + abridged(extra));
    }
  }

  private static String abridged(List<String> names) {
    if (names.size() <= MAX_NAMES_SHOWN) {
      return names.isEmpty() ? "none" : String.join(", ", names);
    }
    return String.join(", ", names.subList(0, MAX_NAMES_SHOWN))
        + " and "
        + (names.size() - MAX_NAMES_SHOWN)
        + " more";
  }

  /**
   * How many layers the names tell of: one more than the highest, so that layers with holes are
   * refused for what they lack, not dropped. At least 1.
   *
   * @param layer matches the names of a layer's arrays; its first group is the layer's number, of
   *     few digits
   */
  public int countLayers(Pattern layer) {
    int layers = 1;
    for (String name : names()) {
      Matcher matcher = layer.matcher(name);
      if (matcher.matches()) {
        layers = Math.max(layers, Integer.parseInt(matcher.group(1)) + 1);
      }
    }
    return layers;
  }

  private static boolean matches(List<Long> shape, long[] dims) {
    if (shape.size() != dims.length) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      long size = shape.get(i);
      if (dims[i] < 0 ? size < 1 : size != dims[i]) {
        return false;
      }
    }
    return true;
  }

  private static String describe(long[] dims) {
    List<String> sizes = new ArrayList<>();
    for (long dim : dims) {
      sizes.add(dim < 0 ? "any" : Long.toString(dim));
    }
    return sizes.toString();
  }
}
