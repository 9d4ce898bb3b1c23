package speechreps.model;

import speechreps.model.pytorch.TorchParameter.Storage;

/** How a transformer's matrices are multiplied. */
enum TransformerProducts {
  /** Single precision on any device. */
  PLAIN(
      Storage.FLOAT32,
      """
      def packed(self, weight: Tensor) -> Tensor:
        return weight

      def product(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return torch.linear(x, weight, bias)

      def activated(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return torch.gelu(torch.linear(x, weight, bias))

      def added(self, x: Tensor, weight: Tensor, bias: Tensor, residual: Tensor) -> Tensor:
        return torch.linear(x, weight, bias).add_(residual)

      """,
      """
      def packed_taps(self, weight: Tensor) -> Tensor:
        return weight

      def convolved(self, x: Tensor) -> Tensor:
        y = torch.conv1d(x.t().unsqueeze(0), self.convolution_weight, self.convolution_bias,
            [1], [PADDING], [1], GROUPS)
        return torch.gelu(torch.narrow(y.squeeze(0), 1, 0, x.size(0)).t())

      """),
  /**
   * Single precision on a CPU, by oneDNN with weights in its own layout: twice the speed of PLAIN
   * where there is AVX-512.
   */
  ONEDNN(
      Storage.FLOAT32,
      """
      def packed(self, weight: Tensor) -> Tensor:
        return ops.mkldnn._reorder_linear_weight(weight, 512)

      def product(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return ops.mkldnn._linear_pointwise(
            x, weight, bias, "none", annotate(List[Optional[number]], []), "")

      def activated(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return ops.mkldnn._linear_pointwise(
            x, weight, bias, "gelu", annotate(List[Optional[number]], []), "none")

      def added(self, x: Tensor, weight: Tensor, bias: Tensor, residual: Tensor) -> Tensor:
        return ops.mkldnn._linear_pointwise(x, residual, weight, bias, "add")

      """,
      Convolutions.ONEDNN),
  /** Factors of the linear maps in bfloat16; sums and all else in single precision. */
  ONEDNN_BFLOAT16(
      Storage.BFLOAT16,
      """
      def packed(self, weight: Tensor) -> Tensor:
        return ops.mkldnn._reorder_linear_weight(weight, 512)

      def product(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        y = ops.mkldnn._linear_pointwise(
            torch.to(x, 15), weight, None, "none", annotate(List[Optional[number]], []), "")
        return torch.to(y, 6).add_(bias)

      def activated(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return ops.mkldnn._linear_pointwise(
            torch.to(x, 15), weight, torch.to(bias, 15), "gelu", annotate(List[Optional[number]], []),
            "none")

      def added(self, x: Tensor, weight: Tensor, bias: Tensor, residual: Tensor) -> Tensor:
        return self.product(x, weight, bias).add_(residual)

      """,
      Convolutions.ONEDNN);

  private final Storage storage;
  private final String methods;
  private final String convolution;

  TransformerProducts(Storage storage, String methods, String convolution) {
    this.storage = storage;
    this.methods = methods;
    this.convolution = convolution;
  }

  /**
   * The way for a device and the user's choice.
   *
   * @throws IllegalArgumentException when the device does not have that precision
   */
  static TransformerProducts of(EncoderConfig config) {
    EncoderOptions options = config.options();
    if (config.gpu() != null) {
      Compute unusedCompute = options.compute(config.model(), Compute.FP32);
      return PLAIN;
    }
    Compute compute = options.compute(config.model(), Compute.FP32, Compute.BF16);
    return compute == Compute.BF16 ? ONEDNN_BFLOAT16 : ONEDNN;
  }

  /** How weights are held. */
  Storage storage() {
    return storage;
  }

  /**
   * Methods {@code packed(weight)}, {@code product(x, weight, bias)}, {@code activated}, which
   * applies a GELU to it, and {@code added}, which adds a residual.
   */
  String methods() {
    return methods;
  }

  /**
   * Methods {@code packed_taps(weight)} and {@code convolved(x)}: a GELU of the convolution of one
   * sequence with as many rows.
   */
  String convolution(int padding, int groups) {
    return convolution
        .replace("PADDING", Integer.toString(padding))
        .replace("GROUPS", Integer.toString(groups));
  }

  private static final class Convolutions {
    /** Rows of channels are images of one line whose channels come last. */
    static final String ONEDNN =
        """
        def packed_taps(self, weight: Tensor) -> Tensor:
          return ops.mkldnn._reorder_convolution_weight(weight.unsqueeze(2), [0, PADDING], [1, 1],
              [1, 1], GROUPS, [1, weight.size(0), 1, 512])

        def convolved(self, x: Tensor) -> Tensor:
          rows = x.size(0)
          channels = x.size(1)
          y = ops.mkldnn._convolution_pointwise(
              x.view([1, 1, rows, channels]).permute([0, 3, 1, 2]), self.convolution_weight,
              self.convolution_bias, [0, PADDING], [1, 1], [1, 1], GROUPS, "gelu",
              annotate(List[Optional[number]], []), "none")
          return torch.narrow(y.permute([0, 2, 3, 1]).reshape([-1, channels]), 0, 0, rows)

        """;
  }
}
