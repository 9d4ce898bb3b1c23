package speechreps.kaldi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureMatrix;

/**
 * Some rows and columns of a matrix, as a suffix of an rxfilename (Kaldi: {@code
 * ParseMatrixRangeSpecifier} in {@code util/kaldi-holder.cc}).
 *
 * <pre>
 * range := "[" part ["," part] "]"      rows, then columns
 * part  := first ":" last | ":"         from 0, last inclusive; ":" is all
 * </pre>
 *
 * @param rows the rows, or null for all
 * @param cols the columns, or null for all
 */
public record MatrixRange(@Nullable Bounds rows, @Nullable Bounds cols) {
  /**
   * Rows that a range may go beyond the end: segment times are rounded, and frames do not fill the
   * last window.
   */
  private static final int ROWS_BEYOND_END = 2;

  private static final Pattern RANGE =
      Pattern.compile("\\[(:|\\d{1,9}:\\d{1,9})(?:,(:|\\d{1,9}:\\d{1,9}))?]");

  /**
   * A first and a last index, both included.
   *
   * @param first from 0
   * @param last at least {@code first}
   */
  public record Bounds(int first, int last) {
    /** Checks the order. */
    public Bounds {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException(
            "expected a range from 0 in rising order, got " + first + ":" + last);
      }
    }

    private int length() {
      return last - first + 1;
    }
  }

  /**
   * Understands {@code [r0:r1]} or {@code [r0:r1,c0:c1]}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static MatrixRange parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "expected a range [first:last] or [first:last,first:last], got " + text);
    }
    String cols = range.group(2);
    return new MatrixRange(bounds(range.group(1)), cols == null ? null : bounds(cols));
  }

  /**
   * The part of a matrix. Rows up to 2 beyond the end are left out.
   *
   * @param location names the matrix in messages
   * @throws KaldiFormatException when the matrix is too small
   */
  public FeatureMatrix of(FeatureMatrix matrix, String location) throws KaldiFormatException {
    int frames = matrix.numFrames();
    Bounds all = new Bounds(0, Math.max(0, frames - 1));
    Bounds allCols = new Bounds(0, Math.max(0, matrix.dim() - 1));
    Bounds rowBounds = rows == null ? all : rows;
    Bounds colBounds = cols == null ? allCols : cols;
    if (rowBounds.first() >= frames
        || rowBounds.last() >= frames + ROWS_BEYOND_END + 1
        || colBounds.last() >= matrix.dim()) {
      throw KaldiFormatException.in(
          location,
          "expected the range "
              + text()
              + " within the matrix, got a matrix of "
              + frames
              + " x "
              + matrix.dim());
    }
    int last = Math.min(rowBounds.last(), frames - 1);
    return copy(matrix, new Bounds(rowBounds.first(), last), colBounds);
  }

  /** The range as an scp writes it. */
  public String text() {
    return "[" + text(rows) + (cols == null ? "" : "," + text(cols)) + "]";
  }

  private static FeatureMatrix copy(FeatureMatrix matrix, Bounds rows, Bounds cols) {
    int dim = cols.length();
    float[] values = new float[rows.length() * dim];
    for (int row = 0; row < rows.length(); row++) {
      int from = (rows.first() + row) * matrix.dim() + cols.first();
      System.arraycopy(matrix.values(), from, values, row * dim, dim);
    }
    return new FeatureMatrix(rows.length(), dim, values);
  }

  private static @Nullable Bounds bounds(String part) {
    if (part.equals(":")) {
      return null;
    }
    int colon = part.indexOf(':');
    return new Bounds(
        Integer.parseInt(part.substring(0, colon)), Integer.parseInt(part.substring(colon + 1)));
  }

  private static String text(@Nullable Bounds bounds) {
    return bounds == null ? ":" : bounds.first() + ":" + bounds.last();
  }
}
