package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import speechreps.model.checkpoint.Tensor;

/**
 * A grouped convolution over time whose weights are stored as directions and lengths: those of a
 * tap k are {@code direction[·,·,k] · length[k] / ‖direction[·,·,k]‖}. Salimans and Kingma, "Weight
 * normalization", 2016.
 *
 * @param direction {@code [units × units / groups × taps]}
 * @param length {@code [1 × 1 × taps]}
 * @param bias {@code [units]}
 */
record PositionalConvolution(Tensor direction, Tensor length, Tensor bias) {
  int taps() {
    return Math.toIntExact(direction.shape().get(2));
  }

  int groups() {
    return Math.toIntExact(direction.shape().get(0) / direction.shape().get(1));
  }

  /**
   * Appends the weights, {@code [units × units / groups × taps]}, multiplied out in double
   * precision. A tap whose direction is zero stays NaN, as in PyTorch.
   *
   * @throws IOException when the file cannot be read
   */
  void appendWeight(FloatBuffer target) throws IOException {
    int taps = taps();
    float[] directions = values(direction);
    float[] lengths = values(length);
    double[] squares = new double[taps];
    for (int i = 0; i < directions.length; i++) {
      squares[i % taps] += (double) directions[i] * directions[i];
    }
    double[] scales = new double[taps];
    for (int tap = 0; tap < taps; tap++) {
      scales[tap] = lengths[tap] / Math.sqrt(squares[tap]);
    }
    for (int i = 0; i < directions.length; i++) {
      target.put((float) (directions[i] * scales[i % taps]));
    }
  }

  private static float[] values(Tensor tensor) throws IOException {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.appendTo(FloatBuffer.wrap(values));
    return values;
  }
}
