package speechreps.kaldi;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an scp says an object is (Kaldi: {@code ClassifyRxfilename} in {@code util/kaldi-io.cc},
 * and {@code ExtractRangeSpecifier} for ranges).
 *
 * <pre>
 * rxfilename := plain | plain "[" range "]"
 * plain      := command " |" | path ":" offset | path
 * range      := see {@link MatrixRange}
 * </pre>
 */
public sealed interface Rxfilename {
  /** A whole file. */
  record File(String path) implements Rxfilename {
    @Override
    public String text() {
      return path;
    }

    @Override
    public Rxfilename mapPath(UnaryOperator<String> change) {
      return new File(change.apply(path));
    }
  }

  /**
   * An object within an archive.
   *
   * @param offset bytes from the start of the file to the object
   */
  record Offset(String path, long offset) implements Rxfilename {
    @Override
    public String text() {
      return path + ":" + offset;
    }

    @Override
    public Rxfilename mapPath(UnaryOperator<String> change) {
      return new Offset(change.apply(path), offset);
    }
  }

  /** Some rows and columns of a matrix. */
  record Range(Rxfilename inner, MatrixRange range) implements Rxfilename {
    @Override
    public String text() {
      return inner.text() + range.text();
    }

    @Override
    public Rxfilename mapPath(UnaryOperator<String> change) {
      return new Range(inner.mapPath(change), range);
    }
  }

  /**
   * What a shell command writes.
   *
   * @param command without the bar at the end
   */
  record Command(String command) implements Rxfilename {
    @Override
    public String text() {
      return command + " |";
    }

    /** A command is kept: which of its words are paths, only its program knows. */
    @Override
    public Rxfilename mapPath(UnaryOperator<String> change) {
      return this;
    }
  }

  /** This place as an scp would name it. */
  String text();

  /** The same with another path, for instance one made absolute. */
  Rxfilename mapPath(UnaryOperator<String> change);

  /**
   * Understands an rxfilename, without looking at what is there.
   *
   * <p>Deviation: a bracket at the end that holds more than digits, colons and commas belongs to
   * the path, where Kaldi fails.
   *
   * @throws IllegalArgumentException for standard input, for a pipe to write into, and for a range
   *     or an offset that cannot be
   */
  static Rxfilename parse(String text) {
    Matcher range = Parts.RANGE.matcher(text);
    if (range.matches()) {
      return new Range(parsePlain(range.group(1)), MatrixRange.parse(range.group(2)));
    }
    return parsePlain(text);
  }

  private static Rxfilename parsePlain(String text) {
    if (text.isEmpty() || text.equals("-")) {
      throw new IllegalArgumentException(
          "expected a file, an archive offset or a command, got standard input: \"" + text + "\"");
    }
    if (text.startsWith("|")) {
      throw new IllegalArgumentException(
          "expected something to read, got a pipe to write into: " + text);
    }
    if (text.endsWith("|")) {
      return new Command(text.substring(0, text.length() - 1).strip());
    }
    Matcher offset = Parts.OFFSET.matcher(text);
    return offset.matches() ? new Offset(offset.group(1), offset(offset, text)) : new File(text);
  }

  private static long offset(Matcher offset, String text) {
    try {
      return Long.parseLong(offset.group(2));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the offset is too large: " + text, e);
    }
  }

  /** How the parts are told from each other. */
  final class Parts {
    private static final Pattern RANGE = Pattern.compile("(.+)(\\[[0-9:,]*])", Pattern.DOTALL);
    private static final Pattern OFFSET = Pattern.compile("(.+):([0-9]+)", Pattern.DOTALL);

    private Parts() {}
  }
}
