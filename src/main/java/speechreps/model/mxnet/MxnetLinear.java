package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A fully connected layer over the last axis. To be used inside {@link MxnetRuntime#call} only.
 *
 * @param weight {@code [outputs × inputs]}
 * @param bias {@code [outputs]}
 */
public record MxnetLinear(NDArray weight, NDArray bias) {
  /** {@code rows · weightᵀ + bias}, owned by the scope. */
  public NDArray apply(NDManager scope, NDArray rows) {
    return MxnetOps.fullyConnected(scope, rows, weight, bias);
  }
}
