package speechreps.speech;

import java.io.IOException;
import java.nio.FloatBuffer;

/** Takes the rows of one utterance in any order, a stretch of columns at a time. */
@FunctionalInterface
public interface RowTarget {
  /**
   * Stores a part of a row.
   *
   * @param frame number of the row
   * @param column where its values begin
   * @param source holds them from {@code at} on; its position stays as it is
   * @param width how many
   * @throws IOException when the file cannot be written
   */
  void put(int frame, int column, FloatBuffer source, int at, int width) throws IOException;
}
