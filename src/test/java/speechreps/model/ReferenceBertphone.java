package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import speechreps.model.TransformerLayer.Linear;
import speechreps.model.TransformerLayer.Norm;
import speechreps.model.checkpoint.Tensor;

/** BERTphone written out in double precision, one window at a time: what the engine must give. */
final class ReferenceBertphone {
  private static final double EPSILON = 1e-12;

  private final BertphoneWeights weights;
  private final int heads;

  ReferenceBertphone(BertphoneWeights weights, int heads) {
    this.weights = weights;
    this.heads = heads;
  }

  /**
   * What goes into the first layer, then the output of each: {@code [numLayers + 1][rows][units]}.
   * Rows beyond the position table share its last row.
   */
  double[][][] encode(double[][] rows) throws IOException {
    float[] table = values(weights.position());
    double[][] states = linear(rows, weights.embedding());
    for (int t = 0; t < rows.length; t++) {
      int position = Math.min(t, weights.positions() - 1);
      for (int i = 0; i < weights.units(); i++) {
        states[t][i] += table[position * weights.units() + i];
      }
    }
    double[][][] outputs = new double[weights.numLayers() + 1][][];
    outputs[0] = normalized(states, weights.norm());
    for (int layer = 0; layer < weights.numLayers(); layer++) {
      outputs[layer + 1] = layer(outputs[layer], weights.layers().get(layer));
    }
    return outputs;
  }

  private double[][] layer(double[][] rows, TransformerLayer layer) throws IOException {
    double[][] contexts =
        attended(
            linear(rows, layer.query()), linear(rows, layer.key()), linear(rows, layer.value()));
    double[][] attended =
        normalized(sum(linear(contexts, layer.projection()), rows), layer.attentionNorm());
    double[][] wide = linear(attended, layer.widening());
    for (double[] row : wide) {
      for (int i = 0; i < row.length; i++) {
        row[i] = row[i] / 2 * (1 + erf(row[i] / Math.sqrt(2)));
      }
    }
    return normalized(sum(linear(wide, layer.narrowing()), attended), layer.outputNorm());
  }

  private double[][] attended(double[][] queries, double[][] keys, double[][] values) {
    int units = weights.units();
    int headDim = units / heads;
    double[][] contexts = new double[queries.length][units];
    for (int head = 0; head < heads; head++) {
      int from = head * headDim;
      for (int t = 0; t < queries.length; t++) {
        double[] shares = new double[keys.length];
        double sum = 0;
        for (int s = 0; s < keys.length; s++) {
          double score = 0;
          for (int i = from; i < from + headDim; i++) {
            score += queries[t][i] / Math.sqrt(headDim) * keys[s][i];
          }
          shares[s] = Math.exp(score);
          sum += shares[s];
        }
        for (int s = 0; s < keys.length; s++) {
          for (int i = from; i < from + headDim; i++) {
            contexts[t][i] += shares[s] / sum * values[s][i];
          }
        }
      }
    }
    return contexts;
  }

  private static double[][] linear(double[][] rows, Linear linear) throws IOException {
    float[] weight = values(linear.weight());
    float[] bias = values(linear.bias());
    double[][] result = new double[rows.length][bias.length];
    for (int t = 0; t < rows.length; t++) {
      int columns = rows[t].length;
      for (int output = 0; output < bias.length; output++) {
        double sum = bias[output];
        for (int i = 0; i < columns; i++) {
          sum += weight[output * columns + i] * rows[t][i];
        }
        result[t][output] = sum;
      }
    }
    return result;
  }

  private static double[][] normalized(double[][] rows, Norm norm) throws IOException {
    float[] gamma = values(norm.gamma());
    float[] beta = values(norm.beta());
    double[][] result = new double[rows.length][gamma.length];
    for (int t = 0; t < rows.length; t++) {
      double mean = 0;
      for (double value : rows[t]) {
        mean += value / gamma.length;
      }
      double variance = 0;
      for (double value : rows[t]) {
        variance += (value - mean) * (value - mean) / gamma.length;
      }
      for (int i = 0; i < gamma.length; i++) {
        result[t][i] = gamma[i] * (rows[t][i] - mean) / Math.sqrt(variance + EPSILON) + beta[i];
      }
    }
    return result;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] result = new double[a.length][a[0].length];
    for (int t = 0; t < a.length; t++) {
      for (int i = 0; i < result[t].length; i++) {
        result[t][i] = a[t][i] + b[t][i];
      }
    }
    return result;
  }

  /** The Maclaurin series where it converges fast, else the continued fraction of its rest. */
  private static double erf(double x) {
    double absolute = Math.abs(x);
    if (absolute < 3) {
      double term = x;
      double sum = x;
      for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 2 / Math.sqrt(Math.PI) * sum;
    }
    double fraction = 0;
    for (int n = 60; n > 0; n--) {
      fraction = n / 2.0 / (absolute + fraction);
    }
    double rest = Math.exp(-x * x) / Math.sqrt(Math.PI) / (absolute + fraction);
    return Math.signum(x) * (1 - rest);
  }

  private static float[] values(Tensor tensor) throws IOException {
    float[] values = new float[(int) tensor.size()];
    tensor.appendTo(FloatBuffer.wrap(values));
    return values;
  }
}
