package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import speechreps.speech.FeatureMatrix;

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
