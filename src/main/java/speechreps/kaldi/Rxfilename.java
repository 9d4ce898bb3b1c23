package speechreps.kaldi;

import java.util.function.UnaryOperator;

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
    return RxfilenameParser.parse(text);
  }
}
