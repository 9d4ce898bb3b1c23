package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import speechreps.model.DecoarWeights.Layer;
import speechreps.model.checkpoint.Tensor;
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
 */
final class DecoarProgram {
  /** 6 is PyTorch's number of float32, TYPE that of the precision to compute in. */
  private static final String METHODS =
      """
      def forward(self, ahead: Tensor, back: Tensor, hidden: Tensor, cell: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
        sequences = torch.size(ahead, 1)
        h = torch.to(torch.narrow(hidden, 1, 0, sequences), TYPE)
        c = torch.to(torch.narrow(cell, 1, 0, sequences), TYPE)
        h0, h1 = torch.chunk(h, 2)
        c0, c1 = torch.chunk(c, 2)
        y0, h0, c0 = torch.lstm(self.project(ahead), [torch.contiguous(h0), torch.contiguous(c0)], [AHEAD], True, LAYERS, 0., False, False, False)
        y1, h1, c1 = torch.lstm(self.project(back), [torch.contiguous(h1), torch.contiguous(c1)], [BACK], True, LAYERS, 0., False, False, False)
        return (torch.to(y0, 6), torch.to(y1, 6), torch.to(torch.cat([h0, h1]), 6), torch.to(torch.cat([c0, c1]), 6))

      def project(self, x: Tensor) -> Tensor:
        return torch.to(torch.linear(x, self.projection_weight, self.projection_bias), TYPE)
      """;

  private static final String FLOAT32 = "6";
  private static final String BFLOAT16 = "15";

  private DecoarProgram() {}

  /**
   * The program of a model.
   *
   * <p>In bfloat16 the LSTMs' weights and what goes into their products have 8 bits; sums, gates
   * and the linear layer before them stay in single precision.
   */
  static TorchProgram of(String name, DecoarWeights weights, Compute compute) {
    boolean half = compute == Compute.BF16;
    Storage storage = half ? Storage.BFLOAT16 : Storage.FLOAT32;
    List<TorchParameter> ahead = parameters("ahead", weights.forward(), storage);
    List<TorchParameter> back = parameters("back", weights.backward(), storage);
    List<TorchParameter> all = new ArrayList<>();
    all.add(TorchParameter.of("projection_weight", weights.projectionWeight()));
    all.add(TorchParameter.of("projection_bias", weights.projectionBias()));
    all.addAll(ahead);
    all.addAll(back);
    String methods =
        METHODS
            .replace("TYPE", half ? BFLOAT16 : FLOAT32)
            .replace("LAYERS", Integer.toString(weights.numLayers()))
            .replace("AHEAD", references(ahead))
            .replace("BACK", references(back));
    return TorchProgram.of(name, methods, all);
  }

  /** In the order in which {@code torch.lstm} wants them: layer by layer. */
  private static List<TorchParameter> parameters(
      String stack, List<Layer> layers, Storage storage) {
    List<TorchParameter> parameters = new ArrayList<>();
    for (Layer layer : layers) {
      for (Tensor tensor :
          List.of(
              layer.inputWeight(), layer.hiddenWeight(), layer.inputBias(), layer.hiddenBias())) {
        parameters.add(TorchParameter.of(stack + "_" + parameters.size(), tensor, storage));
      }
    }
    return parameters;
  }

  private static String references(List<TorchParameter> parameters) {
    return parameters.stream().map(p -> "self." + p.name()).collect(Collectors.joining(", "));
  }
}
