package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * What goes into the first layer of a transformer: a linear map of each input row, plus the row of
 * a table for its position, normalised. To be used inside {@link MxnetRuntime#call} only.
 *
 * @param linear {@code inputDim → units}
 * @param positions {@code [positions × units]}
 * @param norm of the sum
 */
public record MxnetEmbedding(MxnetLinear linear, NDArray positions, MxnetNorm norm) {
  /**
   * Embeds rows.
   *
   * @param scope owns the result
   * @param rows {@code [numRows × inputDim]}
   * @param at {@code [numRows]}: the position of each; beyond the table its last
   * @return {@code [numRows × units]}
   */
  public NDArray apply(NDManager scope, NDArray rows, NDArray at) {
    try (NDManager inner = scope.newSubManager()) {
      NDArray mapped = linear.apply(inner, rows);
      return norm.applyToSum(scope, mapped, MxnetOps.take(inner, positions, at));
    }
  }
}
