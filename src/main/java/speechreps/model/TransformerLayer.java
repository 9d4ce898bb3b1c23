package speechreps.model;

import speechreps.model.checkpoint.Tensor;

/**
 * The weights of a transformer layer that normalises after each of its halves.
 *
 * @param query, key, value, projection {@code units → units}
 * @param attentionNorm after the residual of the attention
 * @param widening {@code units → ffnDim}
 * @param narrowing {@code ffnDim → units}
 * @param outputNorm after the residual of the two
 */
record TransformerLayer(
    Linear query,
    Linear key,
    Linear value,
    Linear projection,
    Norm attentionNorm,
    Linear widening,
    Linear narrowing,
    Norm outputNorm) {
  /**
   * A linear map.
   *
   * @param weight {@code [outputs × inputs]}
   * @param bias {@code [outputs]}
   */
  record Linear(Tensor weight, Tensor bias) {}

  /**
   * A layer normalisation over the columns.
   *
   * @param gamma scales {@code [units]}
   * @param beta offsets {@code [units]}
   */
  record Norm(Tensor gamma, Tensor beta) {}
}
