package speechreps.kaldi;

import java.io.IOException;
import java.util.Arrays;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * Matrices and vectors as text, which Kaldi writes with {@code ark,t:}.
 *
 * <pre>
 * matrix   := blank* "[" row (("\n" | ";") row)* "]" "\n"
 * row      := (blank* number)*                 rows that are not empty have equal lengths
 * vector   := blank* "[" (blank* number)* blank* "]" "\n"
 * integers := (blank* integer)* "\n"
 * number   := decimal | "inf" | "infinity" | "nan"    with a sign, in any case
 * </pre>
 *
 * Numbers are written with 7 significant digits: text is not lossless, neither for floats.
 */
final class TextFormat {
  private TextFormat() {}

  static DoubleMatrix readDoubleMatrix(KaldiInput in) throws IOException {
    Doubles values = new Doubles();
    int rows = 0;
    int cols = 0;
    int rowStart = 0;
    TextNumbers numbers = TextNumbers.open(in, "a matrix");
    for (TextNumbers.Kind next = numbers.next(); ; next = numbers.next()) {
      if (next == TextNumbers.Kind.NUMBER) {
        values.add(numbers.value());
        continue;
      }
      int length = values.size - rowStart;
      if (length > 0) {
        cols = rows == 0 ? length : cols;
        if (length != cols) {
          throw in.error("expected " + cols + " values in row " + rows + ", got " + length);
        }
        rows++;
        rowStart = values.size;
      }
      if (next == TextNumbers.Kind.END) {
        return new DoubleMatrix(rows, cols, values.toArray());
      }
    }
  }

  /** Values are rounded once from their decimals to a double and once to a float. */
  static FeatureMatrix readFloatMatrix(KaldiInput in) throws IOException {
    return readDoubleMatrix(in).toFeatureMatrix();
  }

  static double[] readDoubleVector(KaldiInput in) throws IOException {
    Doubles values = new Doubles();
    TextNumbers numbers = TextNumbers.open(in, "a vector");
    for (TextNumbers.Kind next = numbers.next();
        next != TextNumbers.Kind.END;
        next = numbers.next()) {
      if (next == TextNumbers.Kind.NUMBER) {
        values.add(numbers.value());
      }
    }
    return values.toArray();
  }

  static float[] readFloatVector(KaldiInput in) throws IOException {
    double[] values = readDoubleVector(in);
    return new DoubleMatrix(1, values.length, values).toFeatureMatrix().values();
  }

  static int[] readIntVector(KaldiInput in) throws IOException {
    int[] values = new int[16];
    int size = 0;
    StringBuilder word = new StringBuilder();
    for (int next = in.read(); ; next = in.read()) {
      if (next > ' ') {
        if (word.length() == TextNumbers.MAX_NUMBER_CHARS) {
          throw in.error("expected an integer, got \"" + word + "...\"");
        }
        word.append((char) next);
        continue;
      }
      if (!word.isEmpty()) {
        values = size == values.length ? Arrays.copyOf(values, 2 * size) : values;
        values[size++] = integer(in, word.toString());
        word.setLength(0);
      }
      if (next == '\n' || next == KaldiInput.END) {
        return Arrays.copyOf(values, size);
      }
    }
  }

  static void writeFloatMatrix(KaldiOutput out, FeatureRows rows) throws IOException {
    if (openMatrix(out, rows.numFrames(), rows.dim())) {
      rows.forEachBlock((first, block) -> writeRows(out, DoubleMatrix.of(block)));
      out.text("]\n");
    }
  }

  static void writeDoubleMatrix(KaldiOutput out, DoubleMatrix matrix) throws IOException {
    if (openMatrix(out, matrix.numRows(), matrix.numCols())) {
      writeRows(out, matrix);
      out.text("]\n");
    }
  }

  /** False for a matrix without rows, which is closed at once. */
  private static boolean openMatrix(KaldiOutput out, int rows, int cols) throws IOException {
    boolean empty = MatrixFormat.writtenCols(rows, cols) == 0;
    out.text(empty ? " [ ]\n" : " [");
    return !empty;
  }

  private static void writeRows(KaldiOutput out, DoubleMatrix matrix) throws IOException {
    for (int row = 0; row < matrix.numRows(); row++) {
      out.text("\n  ");
      for (int col = 0; col < matrix.numCols(); col++) {
        out.text(TextNumbers.format(matrix.at(row, col)));
        out.int8(' ');
      }
    }
  }

  static void writeFloatVector(KaldiOutput out, float[] values) throws IOException {
    out.text(" [ ");
    for (float value : values) {
      out.text(TextNumbers.format(value));
      out.int8(' ');
    }
    out.text("]\n");
  }

  static void writeDoubleVector(KaldiOutput out, double[] values) throws IOException {
    out.text(" [ ");
    for (double value : values) {
      out.text(TextNumbers.format(value));
      out.int8(' ');
    }
    out.text("]\n");
  }

  static void writeIntVector(KaldiOutput out, int[] values) throws IOException {
    for (int value : values) {
      out.text(value + " ");
    }
    out.text("\n");
  }

  private static int integer(KaldiInput in, String word) throws IOException {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw in.error("expected an integer, got \"" + word + "\"");
    }
  }

  /** A growing list of doubles without boxing. */
  private static final class Doubles {
    private double[] values = new double[1024];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    double[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
