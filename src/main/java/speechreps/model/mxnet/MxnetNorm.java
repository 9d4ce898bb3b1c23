package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A layer normalisation over the last axis. To be used inside {@link MxnetRuntime#call} only.
 *
 * @param gamma scales {@code [columns]}
 * @param beta offsets {@code [columns]}
 * @param epsilon is added to the variance
 */
public record MxnetNorm(NDArray gamma, NDArray beta, double epsilon) {
  /** The normalised rows, owned by the scope. */
  public NDArray apply(NDManager scope, NDArray rows) {
    return MxnetOps.layerNorm(scope, rows, gamma, beta, epsilon);
  }

  /** The normalised sum of two arrays of the same shape, owned by the scope. */
  public NDArray applyToSum(NDManager scope, NDArray a, NDArray b) {
    try (NDManager inner = scope.newSubManager()) {
      return apply(scope, MxnetOps.add(inner, a, b));
    }
  }
}
