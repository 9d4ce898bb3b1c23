package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.pytorch.TorchParameter;
import speechreps.model.pytorch.TorchParameter.Storage;
import speechreps.model.pytorch.TorchProgram;
import speechreps.model.pytorch.TorchText;

/**
 * Writes a wav2vec network as a program for PyTorch: {@code forward} takes the samples of one
 * utterance, {@code [samples × 1]}, and returns {@code z} or {@code c}, {@code [frames × dim]}.
 *
 * <p>Activations are {@code [rows × channels]}, so a convolution is a matrix product of windows
 * that overlap in memory, and the output needs no transposing. On a CPU, products go to oneDNN with
 * weights that lie in its own layout: at 512 channels 2.3 times the speed of {@code torch.mm} and
 * 1.4 times that of a convolution, which lays out the weights anew in every call. Pairs of outputs
 * share products ({@link ConvWeights}), which saves a fifth of the time. Together 0.55 of the time
 * that {@code conv1d} and {@code group_norm} take, with numbers that differ by 1e-6.
 */
final class Wav2vecProgram {
  private static final String BLOCKS = "wav2vec.torchscript";

  private final Wav2vecConfig config;
  private final Wav2vecWeights weights;
  private final Products products;
  private final List<TorchParameter> parameters = new ArrayList<>();
  private final StringBuilder prepare = new StringBuilder("def prepare(self) -> None:\n");
  private final StringBuilder second =
      new StringBuilder("def second(self, h: Tensor, count: int) -> Tensor:\n");
  private final StringBuilder forward =
      new StringBuilder("def forward(self, x: Tensor) -> Tensor:\n");

  private Wav2vecProgram(Wav2vecConfig config, Wav2vecWeights weights, Products products) {
    this.config = config;
    this.weights = weights;
    this.products = products;
  }

  /** How matrices are multiplied. */
  enum Products {
    /** Single precision on any device. */
    PLAIN(
        """
        def packed(self, weight: Tensor) -> Tensor:
          return weight

        def product(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
          return torch.linear(x, weight, bias)

        def rectified(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
          return torch.relu_(torch.linear(x, weight, bias))
        """),
    /** Single precision on a CPU. */
    ONEDNN(
        """
        def packed(self, weight: Tensor) -> Tensor:
          return ops.mkldnn._reorder_linear_weight(weight, None)

        def product(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
          return ops.mkldnn._linear_pointwise(
              x, weight, bias, "none", annotate(List[Optional[number]], []), "")

        def rectified(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
          return ops.mkldnn._linear_pointwise(
              x, weight, bias, "relu", annotate(List[Optional[number]], []), "")
        """),
    /**
     * Factors in bfloat16, all layers but the first; sums and all else in single precision: 0.6 of
     * the time, outputs 0.3 % off (relative L2 at the published sizes).
     */
    ONEDNN_BFLOAT16(
        """
        def packed(self, weight: Tensor) -> Tensor:
          return ops.mkldnn._reorder_linear_weight(weight, None)

        def product(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
          y = ops.mkldnn._linear_pointwise(
              torch.to(x, 15), weight, None, "none", annotate(List[Optional[number]], []), "").float()
          if bias is not None:
            y = y.add_(bias)
          return y

        def rectified(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
          return torch.relu_(torch.linear(x, weight, bias))
        """);

    private final String methods;

    Products(String methods) {
      this.methods = methods;
    }
  }

  /**
   * The program for a network.
   *
   * @param contextual true for {@code c}, false for {@code z}
   */
  static TorchProgram of(
      String name,
      Wav2vecConfig config,
      Wav2vecWeights weights,
      boolean contextual,
      Products products) {
    Wav2vecProgram program = new Wav2vecProgram(config, weights, products);
    program.features();
    if (contextual) {
      program.aggregator();
    }
    program.forward.append("  return h\n");
    String methods =
        String.join(
            "\n",
            TorchText.read(Wav2vecProgram.class, BLOCKS),
            products.methods,
            program.second,
            program.prepare,
            program.forward);
    return new TorchProgram(name, methods, true, program.parameters);
  }

  private void features() {
    List<ConvLayer> layers = config.features();
    norm("feature0", layers.get(0), weights.features().get(0));
    parameters.add(TorchParameter.of("feature0", weights.features().get(0).weight()));
    firstTwo(layers.get(0), layers.get(1));
    for (int i = 2; i < layers.size(); i++) {
      Wav2vecWeights.Layer arrays = weights.features().get(i);
      layer("feature" + i, "h", layers.get(i), arrays);
      if (skips(i)) {
        line("y = self.joined(y, self.thinned(h, y.size(0)), %s)".formatted(scale()));
      }
      line("h = y");
    }
    if (config.logCompression()) {
      line("h = torch.log_(h.abs_().add_(1))");
    }
  }

  private void firstTwo(ConvLayer zero, ConvLayer one) {
    Wav2vecWeights.Layer arrays = weights.features().get(1);
    norm("feature1", one, arrays);
    ConvWeights convolution = new ConvWeights("feature1", one, arrays.weight(), storage());
    add(convolution);
    second.append("  return ").append(convolution.block("h", "count")).append('\n');
    String sizes = "x, " + zero.kernel() + ", " + zero.stride();
    line("h = self.first_two(%s, %d, %d)".formatted(sizes, one.kernel(), one.stride()));
    if (skips(1)) {
      line("h = self.joined(h, self.first_residual(%s, h.size(0)), %s)".formatted(sizes, scale()));
    }
  }

  private boolean skips(int layer) {
    List<ConvLayer> layers = config.features();
    return config.featureSkips() && layers.get(layer).dim() == layers.get(layer - 1).dim();
  }

  private void aggregator() {
    for (int i = 0; i < config.aggregator().size(); i++) {
      ConvLayer layer = config.aggregator().get(i);
      Wav2vecWeights.Layer arrays = weights.aggregator().get(i);
      String zeros = config.zeroPad() ? "True" : "False";
      line("y = self.padded(h, %d, %s)".formatted(layer.kernel() - 1, zeros));
      layer("aggregator" + i, "y", layer, arrays);
      if (config.aggregatorSkips()) {
        String residual = residual("aggregator" + i + "_residual", layer, arrays.projection());
        line("y = self.joined(y, %s, %s)".formatted(residual, scale()));
      }
      line("h = y");
    }
  }

  private String residual(String name, ConvLayer layer, @Nullable Tensor projection) {
    if (projection == null) {
      return "h";
    }
    ConvLayer flat = new ConvLayer(layer.dim(), 1, 1);
    ConvWeights convolution = new ConvWeights(name, flat, projection, storage());
    add(convolution);
    return convolution.whole("h", "None");
  }

  /** Convolution and norm of {@code input}, to {@code y}. */
  private void layer(String name, String input, ConvLayer layer, Wav2vecWeights.Layer arrays) {
    ConvWeights convolution = new ConvWeights(name, layer, arrays.weight(), storage());
    add(convolution);
    norm(name, layer, arrays);
    String bias = "None";
    if (arrays.bias() != null) {
      bias = "self." + name + "_bias";
      parameters.add(TorchParameter.of(name + "_bias", arrays.bias()));
    }
    line("y = " + convolution.whole(input, bias));
    line("y = self.norm(y, self.%s_gamma, self.%s_beta)".formatted(name, name));
  }

  private void add(ConvWeights convolution) {
    for (TorchParameter parameter : convolution.parameters()) {
      parameters.add(parameter);
      String name = parameter.name();
      prepare.append("  self.%s = self.packed(self.%s)\n".formatted(name, name));
    }
  }

  private void norm(String name, ConvLayer layer, Wav2vecWeights.Layer arrays) {
    parameters.add(vector(name + "_gamma", layer.dim(), arrays.normWeight(), 1));
    parameters.add(vector(name + "_beta", layer.dim(), arrays.normBias(), 0));
  }

  private static TorchParameter vector(
      String name, int dim, @Nullable Tensor tensor, float otherwise) {
    return tensor != null
        ? TorchParameter.of(name, tensor)
        : new TorchParameter(
            name,
            List.of((long) dim),
            Storage.FLOAT32,
            target -> {
              while (target.hasRemaining()) {
                target.put(otherwise);
              }
            });
  }

  private Storage storage() {
    return products == Products.ONEDNN_BFLOAT16 ? Storage.BFLOAT16 : Storage.FLOAT32;
  }

  private String scale() {
    return Double.toString(Math.sqrt(config.residualScale()));
  }

  private void line(String statement) {
    forward.append("  ").append(statement).append('\n');
  }
}
