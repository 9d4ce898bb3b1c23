package speechreps.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import speechreps.model.TransformerLayer.Linear;
import speechreps.model.TransformerLayer.Norm;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.mxnet.MxnetEmbedding;
import speechreps.model.mxnet.MxnetLinear;
import speechreps.model.mxnet.MxnetNorm;
import speechreps.model.mxnet.MxnetRuntime;
import speechreps.model.mxnet.MxnetTransformerLayer;
import speechreps.model.mxnet.NativeFloats;

/**
 * BERTphone's arithmetic with its weights on a device.
 *
 * @param embedding what goes into the first layer
 * @param layers in order
 */
record BertphoneStack(MxnetEmbedding embedding, List<MxnetTransformerLayer> layers) {
  /** Of gluonnlp's BERT, from which the original is made. */
  static final double EPSILON = 1e-12;

  /**
   * Copies weights from their file to a device.
   *
   * @throws IOException when the weights cannot be read
   */
  static BertphoneStack load(
      MxnetRuntime runtime,
      int threads,
      NDManager scope,
      BertphoneWeights weights,
      BertphonePlan plan)
      throws IOException {
    return new Upload(runtime, threads, scope, plan.heads(), plan.compute()).stack(weights);
  }

  private record Upload(
      MxnetRuntime runtime, int threads, NDManager scope, int heads, Compute compute) {
    BertphoneStack stack(BertphoneWeights weights) throws IOException {
      MxnetEmbedding embedding =
          new MxnetEmbedding(
              linear(weights.embedding()),
              array(List.of(weights.position()), 0),
              norm(weights.norm()));
      List<MxnetTransformerLayer> layers = new ArrayList<>();
      for (TransformerLayer layer : weights.layers()) {
        layers.add(layer(layer));
      }
      return new BertphoneStack(embedding, List.copyOf(layers));
    }

    private MxnetTransformerLayer layer(TransformerLayer layer) throws IOException {
      return new MxnetTransformerLayer(
          narrowed(queryKeyValue(layer)),
          narrowed(linear(layer.projection())),
          norm(layer.attentionNorm()),
          narrowed(linear(layer.widening())),
          narrowed(linear(layer.narrowing())),
          norm(layer.outputNorm()),
          heads);
    }

    private MxnetLinear narrowed(MxnetLinear linear) {
      return compute == Compute.FP32
          ? linear
          : runtime.call(threads, () -> linear.toBrainFloat(scope));
    }

    /** The three as one, so that rows are read once; queries are scaled by 1/√(head's columns). */
    private MxnetLinear queryKeyValue(TransformerLayer layer) throws IOException {
      List<Linear> maps = List.of(layer.query(), layer.key(), layer.value());
      long units = layer.query().bias().size();
      return new MxnetLinear(
          array(maps.stream().map(Linear::weight).toList(), units * units),
          array(maps.stream().map(Linear::bias).toList(), units));
    }

    private MxnetLinear linear(Linear linear) throws IOException {
      return new MxnetLinear(array(List.of(linear.weight()), 0), array(List.of(linear.bias()), 0));
    }

    private MxnetNorm norm(Norm norm) throws IOException {
      return new MxnetNorm(
          array(List.of(norm.gamma()), 0), array(List.of(norm.beta()), 0), EPSILON);
    }

    /** All tensors, one below the other, as one array, the first {@code scaled} floats scaled. */
    private NDArray array(List<Tensor> tensors, long scaled) throws IOException {
      long[] shape = tensors.get(0).shape().stream().mapToLong(Long::longValue).toArray();
      shape[0] *= tensors.size();
      try (NativeFloats floats = new NativeFloats(new Shape(shape).size())) {
        FloatBuffer target = floats.floats();
        for (Tensor tensor : tensors) {
          tensor.appendTo(target);
        }
        if (scaled > 0) {
          scale(target, (int) scaled, tensors.get(0).shape().get(0));
        }
        return runtime.call(threads, () -> floats.toArray(scope, new Shape(shape)));
      }
    }

    private void scale(FloatBuffer floats, int count, long units) {
      double factor = 1 / Math.sqrt((double) units / heads);
      for (int i = 0; i < count; i++) {
        floats.put(i, (float) (floats.get(i) * factor));
      }
    }
  }
}
