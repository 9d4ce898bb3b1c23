package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import speechreps.model.TransformerLayer.Linear;
import speechreps.model.TransformerLayer.Norm;
import speechreps.model.checkpoint.Tensor;

/** Transformer layers written out in double precision, one sequence at a time. */
record ReferenceTransformer(int heads, double epsilon) {
  /** What goes into the first layer, then the output of each: {@code [layers + 1][rows][units]}. */
  double[][][] encode(double[][] input, List<TransformerLayer> layers) throws IOException {
    double[][][] outputs = new double[layers.size() + 1][][];
    outputs[0] = input;
    for (int i = 0; i < layers.size(); i++) {
      outputs[i + 1] = layer(outputs[i], layers.get(i));
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
        row[i] = gelu(row[i]);
      }
    }
    return normalized(sum(linear(wide, layer.narrowing()), attended), layer.outputNorm());
  }

  private double[][] attended(double[][] queries, double[][] keys, double[][] values) {
    int units = queries[0].length;
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

  static double[][] linear(double[][] rows, Linear linear) throws IOException {
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

  double[][] normalized(double[][] rows, Norm norm) throws IOException {
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
        result[t][i] = gamma[i] * (rows[t][i] - mean) / Math.sqrt(variance + epsilon) + beta[i];
      }
    }
    return result;
  }

  static double[][] sum(double[][] a, double[][] b) {
    double[][] result = new double[a.length][a[0].length];
    for (int t = 0; t < a.length; t++) {
      for (int i = 0; i < result[t].length; i++) {
        result[t][i] = a[t][i] + b[t][i];
      }
    }
    return result;
  }

  static double gelu(double x) {
    return x / 2 * (1 + erf(x / Math.sqrt(2)));
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

  static float[] values(Tensor tensor) throws IOException {
    float[] values = new float[(int) tensor.size()];
    tensor.appendTo(FloatBuffer.wrap(values));
    return values;
  }
}
