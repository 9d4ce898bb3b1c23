package speechreps.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import speechreps.speech.FeatureMatrix;

/** The outputs of a batch in memory: a matrix for each input. */
final class MatrixOutputs implements BatchOutputs {
  /** The JDK's own limit for array sizes that every JVM can allocate. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final int dim;
  private final float[][] values;

  /**
   * Zeros.
   *
   * @param numFrames of each
   * @throws IllegalArgumentException when an output is too long for a Java array
   */
  MatrixOutputs(int[] numFrames, int dim) {
    this.dim = dim;
    this.values = new float[numFrames.length][];
    for (int i = 0; i < values.length; i++) {
      if (numFrames[i] > MAX_ARRAY / dim) {
        throw new IllegalArgumentException(
            "expected at most "
                + MAX_ARRAY / dim
                + " frames for outputs of "
                + dim
                + " columns, got "
                + numFrames[i]);
      }
      values[i] = new float[numFrames[i] * dim];
    }
  }

  @Override
  public void put(int input, int frame, int column, FloatBuffer source, int at, int width) {
    source.get(at, values[input], frame * dim + column, width);
  }

  /** The outputs, in the order of the inputs. */
  List<FeatureMatrix> matrices() {
    List<FeatureMatrix> matrices = new ArrayList<>();
    for (float[] output : values) {
      matrices.add(new FeatureMatrix(output.length / dim, dim, output));
    }
    return matrices;
  }
}
