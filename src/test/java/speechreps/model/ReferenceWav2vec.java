package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.Tensor;

/**
 * wav2vec as its layers say, in double precision: rows of channels, one loop for each sum. For
 * comparison only.
 */
record ReferenceWav2vec(Wav2vecConfig config, Wav2vecWeights weights) {
  /** {@code z}, {@code [frames][dim]}. */
  double[][] latent(float[] samples) throws IOException {
    double[][] rows = new double[samples.length][1];
    for (int t = 0; t < samples.length; t++) {
      rows[t][0] = samples[t];
    }
    for (int i = 0; i < config.features().size(); i++) {
      double[][] residual = rows;
      rows = layer(rows, config.features().get(i), weights.features().get(i));
      if (config.featureSkips() && rows[0].length == residual[0].length) {
        join(rows, residual, residual.length / rows.length);
      }
    }
    if (config.logCompression()) {
      for (double[] row : rows) {
        for (int c = 0; c < row.length; c++) {
          row[c] = Math.log(1 + Math.abs(row[c]));
        }
      }
    }
    return rows;
  }

  /** {@code c}, {@code [frames][dim]}. */
  double[][] context(float[] samples) throws IOException {
    double[][] rows = latent(samples);
    for (int i = 0; i < config.aggregator().size(); i++) {
      ConvLayer layer = config.aggregator().get(i);
      Wav2vecWeights.Layer arrays = weights.aggregator().get(i);
      double[][] residual = rows;
      rows = layer(padded(rows, layer.kernel() - 1), layer, arrays);
      if (config.aggregatorSkips()) {
        Tensor projection = arrays.projection();
        if (projection != null) {
          residual = convolution(residual, new ConvLayer(layer.dim(), 1, 1), projection, null);
        }
        join(rows, residual, 1);
      }
    }
    return rows;
  }

  private double[][] padded(double[][] rows, int count) {
    double[][] padded = new double[count + rows.length][];
    for (int t = 0; t < padded.length; t++) {
      double[] edge = config.zeroPad() ? new double[rows[0].length] : rows[0];
      padded[t] = t < count ? edge : rows[t - count];
    }
    return padded;
  }

  private void join(double[][] rows, double[][] residual, int step) {
    double scale = Math.sqrt(config.residualScale());
    for (int t = 0; t < rows.length; t++) {
      for (int c = 0; c < rows[t].length; c++) {
        rows[t][c] = (rows[t][c] + residual[t * step][c]) * scale;
      }
    }
  }

  /** Convolution, norm over everything, ReLU. */
  private static double[][] layer(double[][] rows, ConvLayer layer, Wav2vecWeights.Layer arrays)
      throws IOException {
    double[][] out = convolution(rows, layer, arrays.weight(), arrays.bias());
    double sum = 0;
    double squares = 0;
    for (double[] row : out) {
      for (double value : row) {
        sum += value;
        squares += value * value;
      }
    }
    double size = (double) out.length * layer.dim();
    double mean = sum / size;
    double deviation = Math.sqrt(squares / size - mean * mean + 1e-5);
    double[] gamma = values(arrays.normWeight(), layer.dim(), 1);
    double[] beta = values(arrays.normBias(), layer.dim(), 0);
    for (double[] row : out) {
      for (int c = 0; c < row.length; c++) {
        row[c] = Math.max(0, (row[c] - mean) / deviation * gamma[c] + beta[c]);
      }
    }
    return out;
  }

  private static double[][] convolution(
      double[][] rows, ConvLayer layer, Tensor weight, @Nullable Tensor bias) throws IOException {
    int inputDim = rows[0].length;
    double[] w = values(weight, layer.dim() * inputDim * layer.kernel(), 0);
    double[] b = values(bias, layer.dim(), 0);
    double[][] out = new double[(rows.length - layer.kernel()) / layer.stride() + 1][layer.dim()];
    for (int t = 0; t < out.length; t++) {
      for (int c = 0; c < layer.dim(); c++) {
        double sum = b[c];
        for (int i = 0; i < inputDim; i++) {
          for (int k = 0; k < layer.kernel(); k++) {
            sum += w[(c * inputDim + i) * layer.kernel() + k] * rows[t * layer.stride() + k][i];
          }
        }
        out[t][c] = sum;
      }
    }
    return out;
  }

  private static double[] values(@Nullable Tensor tensor, int size, double otherwise)
      throws IOException {
    float[] floats = new float[size];
    if (tensor != null) {
      tensor.appendTo(FloatBuffer.wrap(floats));
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = tensor == null ? otherwise : floats[i];
    }
    return values;
  }
}
