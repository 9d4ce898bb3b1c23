package speechreps.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the layers of a network as fairseq writes them into a checkpoint: an expression of Python
 * that fairseq evaluates. Only this part of Python is understood:
 *
 * <pre>
 * layers = repeated { "+" repeated }
 * repeated = list { "*" number }
 * list = "[" [ layer { "," layer } [ "," ] ] "]"
 * layer = "(" dim "," kernel "," stride [ "," ] ")"
 * </pre>
 *
 * All numbers are at least 1.
 */
final class ConvLayers {
  /** Beyond this it is no network; {@code * 10**9} must not fill the heap. */
  private static final int MAX_LAYERS = 1000;

  private final String text;
  private int at;

  private ConvLayers(String text) {
    this.text = text;
  }

  /**
   * The layers, from the first.
   *
   * @throws IllegalArgumentException when the text is something else, with the character
   */
  static List<ConvLayer> parse(String text) {
    ConvLayers parser = new ConvLayers(text);
    List<ConvLayer> layers = new ArrayList<>(parser.repeated());
    while (parser.skip('+')) {
      layers.addAll(parser.repeated());
    }
    if (parser.next() != 0) {
      throw parser.expected("the end");
    }
    if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "expected 1 to " + MAX_LAYERS + " layers, got " + layers.size() + " in " + text);
    }
    return List.copyOf(layers);
  }

  private List<ConvLayer> repeated() {
    List<ConvLayer> layers = list();
    while (skip('*')) {
      int times = number();
      if ((long) times * layers.size() > MAX_LAYERS) {
        throw expected("at most " + MAX_LAYERS + " layers before it");
      }
      layers = Collections.nCopies(times, layers).stream().flatMap(List::stream).toList();
    }
    return layers;
  }

  private List<ConvLayer> list() {
    List<ConvLayer> layers = new ArrayList<>();
    require('[');
    while (!skip(']')) {
      layers.add(layer());
      if (next() != ']') {
        require(',');
      }
    }
    return layers;
  }

  private ConvLayer layer() {
    require('(');
    int dim = number();
    require(',');
    int kernel = number();
    require(',');
    int stride = number();
    if (next() == ',') {
      require(',');
    }
    require(')');
    return new ConvLayer(dim, kernel, stride);
  }

  private int number() {
    char first = next();
    int from = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    // Nine digits fit into an int.
    if (!isDigit(first) || first == '0' || at - from > 9) {
      at = from;
      throw expected("a number from 1 to 999999999");
    }
    return Integer.parseInt(text.substring(from, at));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean skip(char wanted) {
    if (next() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void require(char wanted) {
    if (!skip(wanted)) {
      throw expected("" + wanted);
    }
  }

  /** The next character that is no blank, without taking it; 0 at the end. */
  private char next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException expected(String what) {
    return new IllegalArgumentException("expected " + what + " at character " + at + " of " + text);
  }
}
