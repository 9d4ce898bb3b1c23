package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.ThinnedRows;

/** Random inputs, and how far two outputs are apart. */
final class Matrices {
  /** What the project promises for an output, whatever it is computed together with. */
  static final double RELATIVE_TOLERANCE = 1e-5;

  private Matrices() {}

  /** Standard normal values, the same for the same seed. */
  static FeatureMatrix random(int numFrames, int dim, long seed) {
    Random random = new Random(seed);
    float[] values = new float[numFrames * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(numFrames, dim, values);
  }

  /** What an encoder makes of rows that are no matrix, a part at a time. */
  static FeatureMatrix inParts(Encoder encoder, FeatureRows input) throws IOException {
    int dim = encoder.spec().outputDim();
    List<float[]> rows = new ArrayList<>();
    encoder.encodeInParts(
        new ThinnedRows(input, 1),
        (frame, column, source, at, width) -> {
          while (rows.size() <= frame) {
            rows.add(new float[dim]);
          }
          source.get(at, rows.get(frame), column, width);
        });
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
  static double relativeDistance(float[] expected, float[] actual) {
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
