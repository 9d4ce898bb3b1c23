package speechreps.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/** The outputs of a batch in memory: for each input a matrix with as many frames. */
final class MatrixOutputs implements BatchOutputs {
  /** The JDK's own limit for array sizes that every JVM can allocate. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final int dim;
  private final float[][] values;

  /**
   * Zeros.
   *
   * @throws IllegalArgumentException when an output is too long for a Java array
   */
  MatrixOutputs(List<? extends FeatureRows> inputs, int dim) {
    this.dim = dim;
    this.values = new float[inputs.size()][];
    for (int i = 0; i < values.length; i++) {
      int numFrames = inputs.get(i).numFrames();
      if (numFrames > MAX_ARRAY / dim) {
        throw new IllegalArgumentException(
            "expected at most "
                + MAX_ARRAY / dim
                + " frames for outputs of "
                + dim
                + " columns, got "
                + numFrames);
      }
      values[i] = new float[numFrames * dim];
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
