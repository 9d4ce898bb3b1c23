package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import speechreps.model.DecoarWeights.Layer;
import speechreps.model.pytorch.TorchParameter;
import speechreps.model.pytorch.TorchParameter.Storage;
import speechreps.model.pytorch.TorchProgram;

/**
 * DeCoAR in TorchScript: both directions over a block of time.
 *
 * <p>Arguments: {@code ahead} and {@code back}, frames in the order of each walk, {@code [steps ×
 * sequences × inputDim]}; {@code hidden} and {@code cell}, the state of all layers before the
 * block, the forward stack's first, {@code [2 numLayers × sequences of the block before ×
 * hiddenDim]}; only the first of these sequences go on. Returns the output of each walk, {@code
 * [steps × sequences × hiddenDim]}, and the state after it.
 *
 * <p>On CPUs the LSTM weights are packed once, at loading. {@code torch.lstm} packs them in every
 * call, which takes as long as 125 frames; so blocks can be small here, with little padding.
 */
record DecoarProgram(DecoarWeights weights, Compute compute, boolean onCpu) {
  private static final String FLOAT32 = "6";
  private static final String BFLOAT16 = "15";

  /** TYPE is PyTorch's number of the type to compute in. */
  private static final String METHODS =
      """
      def project(self, x: Tensor) -> Tensor:
        return torch.to(torch.linear(x, self.projection_weight, self.projection_bias), TYPE)

      def forward(self, ahead: Tensor, back: Tensor, hidden: Tensor, cell: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
        h = torch.to(torch.narrow(hidden, 1, 0, torch.size(ahead, 1)), TYPE)
        c = torch.to(torch.narrow(cell, 1, 0, torch.size(ahead, 1)), TYPE)
        hs = annotate(List[Tensor], [])
        cs = annotate(List[Tensor], [])
      """;

  /** L is the layer's number, Y its input and output. */
  private static final String LAYER =
      """
      Y, hn, cn = self.lstm(Y, torch.select(h, 0, L), torch.select(c, 0, L), self.input_weight_L, self.hidden_weight_L, self.input_bias_L, self.hidden_bias_L)
      _ = torch.append(hs, hn)
      _ = torch.append(cs, cn)
      """;

  private static final String RETURN =
      """
      h = torch.reshape(torch.to(torch.cat(hs), 6), torch.size(h))
      c = torch.reshape(torch.to(torch.cat(cs), 6), torch.size(c))
      return (torch.to(ahead, 6), torch.to(back, 6), h, c)
      """;

  private static final String SIGNATURE =
      """
      def lstm(self, x: Tensor, h: Tensor, c: Tensor, w: Tensor, u: Tensor, b: Tensor, d: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
      """;

  /** 2 stands for an LSTM; the flags are reverse, biases, two directions, batch first, training. */
  private static final String PACKED_LSTM =
      """
        y, hn, cn, _ = torch.mkldnn_rnn_layer(x, w, u, b, d, h, c, False, annotate(List[int], []), 2, HIDDEN, 1, True, False, False, False)
        return (y, hn, cn)
      """;

  /** The flags are biases, training, two directions, batch first. */
  private static final String PLAIN_LSTM =
      """
        return torch.lstm(x, [torch.unsqueeze(h, 0), torch.unsqueeze(c, 0)], [w, u, b, d], True, 1, 0., False, False, False)
      """;

  /** The last argument is the shape to be fast for: steps, sequences, columns. */
  private static final String PACK =
      """
        w, u = ops.mkldnn._reorder_mkldnn_rnn_layer_weight(self.input_weight_L, self.hidden_weight_L, HIDDEN, False, True, False, [64, 64, COLUMNS])
        self.input_weight_L = w
        self.hidden_weight_L = u
      """;

  /**
   * The program of a model.
   *
   * @param name for messages
   */
  TorchProgram program(String name) {
    List<Layer> layers = new ArrayList<>(weights.forward());
    layers.addAll(weights.backward());
    return new TorchProgram(name, methods(layers.size()), onCpu, parameters(layers));
  }

  private String methods(int numLayers) {
    StringBuilder text = new StringBuilder(METHODS);
    for (int layer = 0; layer < numLayers; layer++) {
      String y = layer < numLayers / 2 ? "ahead" : "back";
      if (layer % (numLayers / 2) == 0) {
        text.append("Y = self.project(Y)\n".replace("Y", y).indent(2));
      }
      text.append(numbered(LAYER.replace("Y", y), layer).indent(2));
    }
    text.append(RETURN.indent(2)).append('\n').append(SIGNATURE);
    text.append(onCpu ? PACKED_LSTM + "\ndef prepare(self) -> None:\n" : PLAIN_LSTM);
    for (int layer = 0; onCpu && layer < numLayers; layer++) {
      boolean first = layer % (numLayers / 2) == 0;
      int columns = first ? weights.projectionDim() : weights.hiddenDim();
      text.append(numbered(PACK, layer).replace("COLUMNS", Integer.toString(columns)));
    }
    return text.toString()
        .replace("HIDDEN", Integer.toString(weights.hiddenDim()))
        .replace("TYPE", compute == Compute.BF16 ? BFLOAT16 : FLOAT32);
  }

  private static String numbered(String text, int layer) {
    return text.replaceAll("\\bL\\b", Integer.toString(layer)).replace("_L", "_" + layer);
  }

  private List<TorchParameter> parameters(List<Layer> layers) {
    Storage storage = compute == Compute.BF16 ? Storage.BFLOAT16 : Storage.FLOAT32;
    List<TorchParameter> parameters = new ArrayList<>();
    parameters.add(TorchParameter.of("projection_weight", weights.projectionWeight()));
    parameters.add(TorchParameter.of("projection_bias", weights.projectionBias()));
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      parameters.add(TorchParameter.of("input_weight_" + i, layer.inputWeight(), storage));
      parameters.add(TorchParameter.of("hidden_weight_" + i, layer.hiddenWeight(), storage));
      parameters.add(TorchParameter.of("input_bias_" + i, layer.inputBias(), storage));
      parameters.add(TorchParameter.of("hidden_bias_" + i, layer.hiddenBias(), storage));
    }
    return parameters;
  }
}
