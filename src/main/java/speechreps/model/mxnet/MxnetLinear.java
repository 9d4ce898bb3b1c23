package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A fully connected layer over the last axis. To be used inside {@link MxnetRuntime#call} only.
 *
 * @param weight {@code [outputs × inputs]}
 * @param bias {@code [outputs]}
 * @param brainFloat whether both are bfloat16; rows are rounded to it, too, and so are results, but
 *     sums are in float32
 */
public record MxnetLinear(NDArray weight, NDArray bias, boolean brainFloat) {
  /** Of arrays of float32. */
  public MxnetLinear(NDArray weight, NDArray bias) {
    this(weight, bias, false);
  }

  /** Takes the place of this one, whose arrays are freed. */
  public MxnetLinear toBrainFloat(NDManager scope) {
    NDArray narrowWeight = MxnetOps.cast(scope, weight, MxnetOps.BFLOAT16);
    NDArray narrowBias = MxnetOps.cast(scope, bias, MxnetOps.BFLOAT16);
    weight.close();
    bias.close();
    return new MxnetLinear(narrowWeight, narrowBias, true);
  }

  /** {@code rows · weightᵀ + bias}, float32 like {@code rows}, owned by the scope. */
  public NDArray apply(NDManager scope, NDArray rows) {
    if (!brainFloat) {
      return MxnetOps.fullyConnected(scope, rows, weight, bias);
    }
    try (NDManager inner = scope.newSubManager()) {
      NDArray narrow = MxnetOps.cast(inner, rows, MxnetOps.BFLOAT16);
      NDArray result = MxnetOps.fullyConnected(inner, narrow, weight, bias);
      return MxnetOps.cast(scope, result, MxnetOps.FLOAT32);
    }
  }
}
