package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import speechreps.model.TransformerLayer.Linear;
import speechreps.model.TransformerLayer.Norm;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.pytorch.TorchParameter;
import speechreps.model.pytorch.TorchParameter.Storage;
import speechreps.model.pytorch.TorchProgram;
import speechreps.model.pytorch.TorchText;

/**
 * Writes a transformer as a program for PyTorch: {@code forward} takes the rows of several
 * sequences, one after the other, {@code [rows × inputDim]}, and the sequences' lengths, and
 * returns the chosen layers, each {@code [rows × units]}.
 *
 * <p>What makes the input of the first layer is the model's own: a method {@code embedded(x,
 * lengths)} in a file of its own, with parameters that are added here by name.
 */
final class TransformerProgram {
  private static final String LAYERS = "transformer.torchscript";

  private final TransformerProducts products;
  private final List<TorchParameter> parameters = new ArrayList<>();
  private final StringBuilder methods = new StringBuilder();
  private final StringBuilder prepare = new StringBuilder("def prepare(self) -> None:\n");
  private final StringBuilder forward =
      new StringBuilder("def forward(self, x: Tensor, lengths: Tensor) -> List[Tensor]:\n");

  /**
   * A program without layers.
   *
   * @param embedding name of the file with the method {@code embedded}
   */
  TransformerProgram(String embedding, TransformerProducts products) {
    this.products = products;
    methods.append(TorchText.read(TransformerProgram.class, embedding)).append('\n');
    methods.append(TorchText.read(TransformerProgram.class, LAYERS)).append('\n');
    methods.append(products.methods());
    line("sizes = annotate(List[int], lengths.tolist())");
    line("outputs = annotate(List[Tensor], [])");
    line("h = self.embedded(x, sizes)");
  }

  /** A linear map as {@code name_weight} and {@code name_bias}, to be used by {@code product}. */
  void add(String name, Linear linear) {
    addStacked(name, List.of(linear));
  }

  /** A layer normalisation as {@code name_gamma} and {@code name_beta}. */
  void add(String name, Norm norm) {
    add(name + "_gamma", norm.gamma());
    add(name + "_beta", norm.beta());
  }

  /** A tensor as it is. */
  void add(String name, Tensor tensor) {
    parameters.add(TorchParameter.of(name, tensor));
  }

  /** A convolution, which {@code convolved} applies to a sequence. */
  void add(PositionalConvolution convolution) {
    parameters.add(
        new TorchParameter(
            "convolution_weight",
            convolution.direction().shape(),
            Storage.FLOAT32,
            convolution::appendWeight));
    add("convolution_bias", convolution.bias());
    String methodsOfIt = products.convolution(convolution.taps() / 2, convolution.groups());
    methods.append(methodsOfIt);
    prepare.append("  self.convolution_weight = self.packed_taps(self.convolution_weight)\n");
  }

  /**
   * The program with layers.
   *
   * @param layers of the model; those behind the last that is chosen are left out
   * @param heads of the attention
   * @param epsilon of the norms
   * @param chosen layers to return, ascending, 0 for what goes into the first
   */
  TorchProgram with(
      String name, List<TransformerLayer> layers, int heads, double epsilon, List<Integer> chosen) {
    keep(0, chosen);
    for (int i = 1; i <= chosen.get(chosen.size() - 1); i++) {
      String layer = "layer" + i;
      add(layer, layers.get(i - 1));
      line("h = self.layer(h, sizes, %d, %s,".formatted(heads, epsilon));
      line("    self.@_qkv_weight, self.@_qkv_bias,".replace("@", layer));
      line("    self.@_projection_weight, self.@_projection_bias,".replace("@", layer));
      line("    self.@_attention_gamma, self.@_attention_beta,".replace("@", layer));
      line("    self.@_widening_weight, self.@_widening_bias,".replace("@", layer));
      line("    self.@_narrowing_weight, self.@_narrowing_bias,".replace("@", layer));
      line("    self.@_output_gamma, self.@_output_beta)".replace("@", layer));
      keep(i, chosen);
    }
    line("return outputs");
    String all = String.join("\n", methods, prepare, forward);
    return new TorchProgram(name, all, true, parameters);
  }

  private void keep(int layer, List<Integer> chosen) {
    if (chosen.contains(layer)) {
      line("outputs.append(h)");
    }
  }

  private void add(String name, TransformerLayer layer) {
    addStacked(name + "_qkv", List.of(layer.query(), layer.key(), layer.value()));
    add(name + "_projection", layer.projection());
    add(name + "_attention", layer.attentionNorm());
    add(name + "_widening", layer.widening());
    add(name + "_narrowing", layer.narrowing());
    add(name + "_output", layer.outputNorm());
  }

  /** Linear maps of the same shape as one, so that their input is read once. */
  private void addStacked(String name, List<Linear> maps) {
    String weight = name + "_weight";
    parameters.add(stacked(weight, maps.stream().map(Linear::weight).toList(), products.storage()));
    parameters.add(
        stacked(name + "_bias", maps.stream().map(Linear::bias).toList(), Storage.FLOAT32));
    prepare.append("  self.%s = self.packed(self.%s)\n".formatted(weight, weight));
  }

  private static TorchParameter stacked(String name, List<Tensor> tensors, Storage storage) {
    List<Long> shape = new ArrayList<>(tensors.get(0).shape());
    shape.set(0, shape.get(0) * tensors.size());
    return new TorchParameter(name, shape, storage, target -> appendAll(tensors, target));
  }

  private static void appendAll(List<Tensor> tensors, FloatBuffer target) throws IOException {
    for (Tensor tensor : tensors) {
      tensor.appendTo(target);
    }
  }

  private void line(String statement) {
    forward.append("  ").append(statement).append('\n');
  }
}
