package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import speechreps.model.DecoarWeights.Layer;
import speechreps.model.checkpoint.Tensor;
import speechreps.speech.FeatureMatrix;

/** DeCoAR written out in double precision, one utterance at a time: what the engine must give. */
final class ReferenceDecoar {
  private final DecoarWeights weights;

  ReferenceDecoar(DecoarWeights weights) {
    this.weights = weights;
  }

  /** Representations {@code [numFrames][2 × hiddenDim]}. */
  double[][] encode(FeatureMatrix input) throws IOException {
    int numFrames = input.numFrames();
    int hiddenDim = weights.hiddenDim();
    double[][] projected = new double[numFrames][];
    float[] weight = values(weights.projectionWeight());
    float[] bias = values(weights.projectionBias());
    for (int t = 0; t < numFrames; t++) {
      double[] frame = new double[input.dim()];
      for (int i = 0; i < frame.length; i++) {
        frame[i] = input.at(t, i);
      }
      projected[t] = new double[weights.projectionDim()];
      addProduct(weight, frame, projected[t]);
      addBias(bias, projected[t]);
    }
    double[][] forward = stack(projected, weights.forward());
    double[][] backward = reversed(stack(reversed(projected), weights.backward()));
    double[][] output = new double[numFrames][2 * hiddenDim];
    for (int t = 0; t < numFrames; t++) {
      System.arraycopy(forward[t], 0, output[t], 0, hiddenDim);
      System.arraycopy(backward[t], 0, output[t], hiddenDim, hiddenDim);
    }
    return output;
  }

  private double[][] stack(double[][] frames, List<Layer> layers) throws IOException {
    double[][] layerFrames = frames;
    for (Layer layer : layers) {
      layerFrames =
          layer(
              layerFrames,
              values(layer.inputWeight()),
              values(layer.hiddenWeight()),
              values(layer.inputBias()),
              values(layer.hiddenBias()));
    }
    return layerFrames;
  }

  private double[][] layer(
      double[][] frames,
      float[] inputWeight,
      float[] hiddenWeight,
      float[] inputBias,
      float[] hiddenBias) {
    int size = weights.hiddenDim();
    double[] hidden = new double[size];
    double[] cell = new double[size];
    double[][] output = new double[frames.length][];
    for (int t = 0; t < frames.length; t++) {
      double[] gates = new double[4 * size];
      addProduct(inputWeight, frames[t], gates);
      addProduct(hiddenWeight, hidden, gates);
      addBias(inputBias, gates);
      addBias(hiddenBias, gates);
      hidden = new double[size];
      for (int i = 0; i < size; i++) {
        double in = sigmoid(gates[i]);
        double forget = sigmoid(gates[size + i]);
        double candidate = Math.tanh(gates[2 * size + i]);
        double out = sigmoid(gates[3 * size + i]);
        cell[i] = forget * cell[i] + in * candidate;
        hidden[i] = out * Math.tanh(cell[i]);
      }
      output[t] = hidden;
    }
    return output;
  }

  private static void addProduct(float[] weight, double[] vector, double[] target) {
    for (int row = 0; row < target.length; row++) {
      for (int column = 0; column < vector.length; column++) {
        target[row] += weight[row * vector.length + column] * vector[column];
      }
    }
  }

  private static void addBias(float[] bias, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] += bias[i];
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[][] reversed(double[][] frames) {
    double[][] result = new double[frames.length][];
    for (int t = 0; t < frames.length; t++) {
      result[t] = frames[frames.length - 1 - t];
    }
    return result;
  }

  private static float[] values(Tensor tensor) throws IOException {
    float[] values = new float[(int) tensor.size()];
    tensor.appendTo(FloatBuffer.wrap(values));
    return values;
  }
}
