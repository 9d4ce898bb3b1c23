package speechreps.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.List;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowTarget;

/**
 * An encoder that reads its inputs and stores its outputs a part at a time, whether they are in
 * memory or in files. On its way through the encoding, an {@code IOException} of a file is an
 * {@link UncheckedIOException}.
 */
interface PartEncoder extends Encoder {
  /**
   * Encodes a batch.
   *
   * @param inputs at least one, checked
   * @throws UncheckedIOException when an input cannot be read or an output not be stored
   */
  void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs);

  @Override
  default List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
    spec().check(inputs);
    if (inputs.isEmpty()) {
      return List.of();
    }
    int[] rows =
        inputs.stream()
            .mapToInt(input -> Math.toIntExact(spec().numOutputRows(input.numFrames())))
            .toArray();
    MatrixOutputs outputs = new MatrixOutputs(rows, spec().outputDim());
    encode(inputs, outputs);
    return outputs.matrices();
  }

  @Override
  default void encodeInParts(List<? extends FeatureRows> inputs, List<? extends RowTarget> targets)
      throws IOException {
    spec().check(inputs);
    BatchOutputs outputs =
        (input, frame, column, source, at, width) -> {
          try {
            targets.get(input).put(frame, column, source, at, width);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try {
      encode(inputs, outputs);
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
