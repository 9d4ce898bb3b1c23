package speechreps.model;

import java.io.IOException;

/** DeCoAR 2.0 written out in double precision, one utterance at a time. */
final class ReferenceDecoar2 {
  private final Decoar2Weights weights;
  private final ReferenceTransformer transformer;

  ReferenceDecoar2(Decoar2Weights weights, int heads) {
    this.weights = weights;
    this.transformer = new ReferenceTransformer(heads, 1e-5);
  }

  /**
   * What goes into the first layer, then the output of each: {@code [numLayers + 1][rows][units]}.
   *
   * @param rows every second frame of the utterance
   */
  double[][][] encode(double[][] rows) throws IOException {
    double[][] projected = ReferenceTransformer.linear(rows, weights.projection());
    double[][] states = ReferenceTransformer.sum(projected, positions(projected));
    return transformer.encode(transformer.normalized(states, weights.norm()), weights.layers());
  }

  private double[][] positions(double[][] rows) throws IOException {
    double[][][] weight = weight();
    float[] bias = ReferenceTransformer.values(weights.position().bias());
    int taps = weights.position().taps();
    int groupSize = weight[0].length;
    double[][] result = new double[rows.length][bias.length];
    for (int t = 0; t < rows.length; t++) {
      for (int output = 0; output < bias.length; output++) {
        double sum = bias[output];
        int firstInput = output / groupSize * groupSize;
        for (int tap = 0; tap < taps; tap++) {
          int from = t + tap - taps / 2;
          for (int i = 0; i < groupSize && from >= 0 && from < rows.length; i++) {
            sum += weight[output][i][tap] * rows[from][firstInput + i];
          }
        }
        result[t][output] = ReferenceTransformer.gelu(sum);
      }
    }
    return result;
  }

  /** Each tap scaled to its length. */
  private double[][][] weight() throws IOException {
    float[] direction = ReferenceTransformer.values(weights.position().direction());
    float[] length = ReferenceTransformer.values(weights.position().length());
    int taps = length.length;
    int groupSize = weights.units() / weights.position().groups();
    double[][][] weight = new double[weights.units()][groupSize][taps];
    for (int tap = 0; tap < taps; tap++) {
      double square = 0;
      for (int i = tap; i < direction.length; i += taps) {
        square += (double) direction[i] * direction[i];
      }
      for (int i = 0; i < direction.length / taps; i++) {
        weight[i / groupSize][i % groupSize][tap] =
            length[tap] * direction[i * taps + tap] / Math.sqrt(square);
      }
    }
    return weight;
  }
}
