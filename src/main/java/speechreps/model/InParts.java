package speechreps.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowTarget;

/**
 * Lets an encoding that reads and stores a part at a time work on what lies in files: on its way
 * through the encoding, an {@code IOException} is an {@link UncheckedIOException}.
 */
final class InParts {
  private InParts() {}

  /** Encodes a batch. */
  static void encode(
      List<? extends FeatureRows> inputs,
      List<? extends RowTarget> targets,
      BiConsumer<List<? extends FeatureRows>, BatchOutputs> encoding)
      throws IOException {
    BatchOutputs outputs =
        (input, frame, column, source, at, width) -> {
          try {
            targets.get(input).put(frame, column, source, at, width);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try {
      encoding.accept(inputs, outputs);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Appends rows to {@code target}.
   *
   * @throws UncheckedIOException when they cannot be read
   */
  static void read(FeatureRows rows, int first, int count, FloatBuffer target) {
    float[] values = new float[count * rows.dim()];
    try {
      rows.read(first, count, values, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    target.put(values);
  }
}
