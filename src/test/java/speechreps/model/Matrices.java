package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowTarget;
import speechreps.speech.ThinnedRows;

/** Random inputs, and how far two outputs are apart. */
public final class Matrices {
  /** What the project promises for an output, whatever it is computed together with. */
  public static final double RELATIVE_TOLERANCE = 1e-5;

  private Matrices() {}

  /** Standard normal values, the same for the same seed. */
  public static FeatureMatrix random(int numFrames, int dim, long seed) {
    Random random = new Random(seed);
    float[] values = new float[numFrames * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(numFrames, dim, values);
  }

  /** What an encoder makes of rows that are no matrix, a part at a time. */
  static List<FeatureMatrix> inParts(Encoder encoder, List<FeatureMatrix> inputs)
      throws IOException {
    int dim = encoder.spec().outputDim();
    List<List<float[]>> outputs = new ArrayList<>();
    List<RowTarget> targets = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      List<float[]> rows = new ArrayList<>();
      outputs.add(rows);
      targets.add(
          (frame, column, source, at, width) -> {
            while (rows.size() <= frame) {
              rows.add(new float[dim]);
            }
            source.get(at, rows.get(frame), column, width);
          });
    }
    encoder.encodeInParts(
        inputs.stream().map(input -> new ThinnedRows(input, 1)).toList(), targets);
    return outputs.stream().map(rows -> matrix(rows, dim)).toList();
  }

  private static FeatureMatrix matrix(List<float[]> rows, int dim) {
    FloatBuffer values = FloatBuffer.allocate(rows.size() * dim);
    rows.forEach(values::put);
    return new FeatureMatrix(rows.size(), dim, values.array());
  }

  /** Fails when the shapes differ or the values do by more than the promise. */
  static void assertClose(FeatureMatrix expected, FeatureMatrix actual, String what) {
    assertEquals(expected.numFrames(), actual.numFrames(), what);
    assertEquals(expected.dim(), actual.dim(), what);
    double distance = relativeDistance(expected.values(), actual.values());
    assertTrue(distance < RELATIVE_TOLERANCE, what + ": relative distance " + distance);
  }

  /** The Euclidean norm of the difference over that of {@code expected}. */
  public static double relativeDistance(float[] expected, float[] actual) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = (double) expected[i] - actual[i];
      difference += d * d;
      norm += (double) expected[i] * expected[i];
    }
    return Math.sqrt(difference / norm);
  }
}
