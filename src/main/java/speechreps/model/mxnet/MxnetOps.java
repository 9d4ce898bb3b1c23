package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.util.PairList;

/**
 * MXNet's operators by name, those that its oneDNN kernels make fast. The scope owns the results.
 * To be used inside {@link MxnetRuntime#call} only.
 */
final class MxnetOps {
  static final String FLOAT32 = "float32";
  static final String BFLOAT16 = "bfloat16";

  private MxnetOps() {}

  static NDArray cast(NDManager scope, NDArray array, String type) {
    return one(scope, "amp_cast", new NDList(array), option("dtype", type));
  }

  /**
   * {@code rows · weightᵀ + bias} over the last axis; MXNet's {@code dot} has a third its speed.
   */
  static NDArray fullyConnected(NDManager scope, NDArray rows, NDArray weight, NDArray bias) {
    PairList<String, Object> options = new PairList<>();
    options.add("num_hidden", weight.getShape().get(0));
    options.add("flatten", false);
    options.add("no_bias", false);
    return one(scope, "_npx_fully_connected", new NDList(rows, weight, bias), options);
  }

  /** Normalises the last axis: {@code gamma · (x - mean) / √(variance + epsilon) + beta}. */
  static NDArray layerNorm(
      NDManager scope, NDArray rows, NDArray gamma, NDArray beta, double epsilon) {
    PairList<String, Object> options = new PairList<>();
    options.add("axis", -1);
    options.add("eps", epsilon);
    return one(scope, "LayerNorm", new NDList(rows, gamma, beta), options);
  }

  /** {@code x/2 · (1 + erf(x/√2))}. */
  static NDArray gelu(NDManager scope, NDArray rows) {
    return one(scope, "LeakyReLU", new NDList(rows), option("act_type", "gelu"));
  }

  static NDArray add(NDManager scope, NDArray a, NDArray b) {
    return one(scope, "elemwise_add", new NDList(a, b), new PairList<>());
  }

  /** Over the last axis. With lengths of its own, this operator would be 20 times slower. */
  static NDArray softmax(NDManager scope, NDArray scores) {
    return one(scope, "softmax", new NDList(scores), option("axis", -1));
  }

  /** {@code a[i] · b[i]} for each {@code i}. */
  static NDArray batchProduct(NDManager scope, NDArray a, NDArray b) {
    return one(scope, "batch_dot", new NDList(a, b), new PairList<>());
  }

  /** {@code a[i] · b[i]ᵀ} for each {@code i}. */
  static NDArray batchProductTransposed(NDManager scope, NDArray a, NDArray b) {
    return one(scope, "batch_dot", new NDList(a, b), option("transpose_b", true));
  }

  /** Exchanges the first two of three axes. */
  static NDArray exchangeFirstAxes(NDManager scope, NDArray array) {
    return one(scope, "transpose", new NDList(array), option("axes", "(1,0,2)"));
  }

  /** Equal parts along the first axis. */
  static NDList split(NDManager scope, NDArray array, int parts) {
    PairList<String, Object> options = option("num_outputs", parts);
    options.add("axis", 0);
    return scope.invoke("SliceChannel", new NDList(array), options);
  }

  /** A copy of a part of an axis. */
  static NDArray slice(NDManager scope, NDArray array, int axis, long from, long to) {
    PairList<String, Object> options = option("axis", axis);
    options.add("begin", from);
    options.add("end", to);
    return one(scope, "slice_axis", new NDList(array), options);
  }

  /** One after the other along an axis. */
  static NDArray concat(NDManager scope, NDList arrays, int axis) {
    PairList<String, Object> options = option("dim", axis);
    options.add("num_args", arrays.size());
    return one(scope, "Concat", arrays, options);
  }

  /** Rows of a table. Indices are floats, exact up to 2^24; those beyond the end mean the last. */
  static NDArray take(NDManager scope, NDArray table, NDArray indices) {
    return one(scope, "take", new NDList(table, indices), option("mode", "clip"));
  }

  private static PairList<String, Object> option(String name, Object value) {
    PairList<String, Object> options = new PairList<>();
    options.add(name, value);
    return options;
  }

  private static NDArray one(
      NDManager scope, String operator, NDList inputs, PairList<String, Object> options) {
    return scope.invoke(operator, inputs, options).singletonOrThrow();
  }
}
