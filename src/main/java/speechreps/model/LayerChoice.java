package speechreps.model;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of a transformer to give: {@code last}, a number ({@code 0} is what goes into the
 * first layer, {@code n} the output of layer n), several numbers ({@code 3,6,9}) or {@code all}.
 */
final class LayerChoice {
  private LayerChoice() {}

  /**
   * The chosen layers.
   *
   * @param choice as above; null is {@code last}
   * @param numLayers layers of the model
   * @return at least one of {@code 0..numLayers}, ascending, none twice
   * @throws IllegalArgumentException when the choice is no such word or number
   */
  static List<Integer> parse(@Nullable String choice, int numLayers) {
    if (choice == null || choice.trim().equals("last")) {
      return List.of(numLayers);
    }
    if (choice.trim().equals("all")) {
      return IntStream.rangeClosed(0, numLayers).boxed().toList();
    }
    TreeSet<Integer> layers = new TreeSet<>();
    for (String item : choice.split(",", -1)) {
      layers.add(layer(item.trim(), choice, numLayers));
    }
    return List.copyOf(layers);
  }

  /** The chosen layers as in {@code 3,6,9}. */
  static String describe(List<Integer> layers) {
    return layers.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static int layer(String item, String choice, int numLayers) {
    // Nine digits fit into an int; no model has a billion layers.
    int layer = item.matches("[0-9]{1,9}") ? Integer.parseInt(item) : -1;
    if (layer < 0 || layer > numLayers) {
      throw new IllegalArgumentException(
          "--layer must be last, all, a number from 0 to "
              + numLayers
              + " or several like 0,"
              + numLayers
              + ", got "
              + choice);
    }
    return layer;
  }
}
