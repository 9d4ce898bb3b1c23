package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import speechreps.speech.FeatureMatrix;

/** What becomes of a batch: for each input a matrix with as many frames. */
final class BatchOutputs {
  /** The JDK's own limit for array sizes that every JVM can allocate. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final int dim;
  private final float[][] values;

  /**
   * Zeros.
   *
   * @throws IllegalArgumentException when an output is too long for a Java array
   */
  BatchOutputs(List<FeatureMatrix> inputs, int dim) {
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

  /** Columns. */
  int dim() {
    return dim;
  }

  /** The output of an input, {@code [numFrames × dim]}, to be written to. */
  float[] values(int input) {
    return values[input];
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
