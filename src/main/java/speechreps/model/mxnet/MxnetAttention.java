package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Attention within each of several sequences whose rows lie one after the other. There is no
 * padding, so nothing has to be masked; and the engine's softmax is fast only without a mask.
 *
 * <p>Scores are computed for so many queries at a time that they fit into {@code maxScores}.
 *
 * @param heads that the columns of queries, keys and values are divided among
 * @param maxScores floats of a block of scores, all heads together
 */
record MxnetAttention(int heads, long maxScores) {
  /**
   * Attends. Queries must be scaled already.
   *
   * @param scope owns the result
   * @param queryKeyValue {@code [numRows × 3 units]}: in each row queries, keys, values
   * @param lengths rows of each sequence; their sum is {@code numRows}
   * @return {@code [numRows × units]}
   */
  NDArray apply(NDManager scope, NDArray queryKeyValue, List<Integer> lengths) {
    if (lengths.size() == 1) {
      return attend(scope, queryKeyValue);
    }
    try (NDManager inner = scope.newSubManager()) {
      NDList contexts = new NDList();
      long from = 0;
      for (int length : lengths) {
        try (NDManager one = inner.newSubManager()) {
          NDArray rows = MxnetOps.slice(one, queryKeyValue, 0, from, from + length);
          contexts.add(attend(inner, rows));
        }
        from += length;
      }
      return MxnetOps.concat(scope, contexts, 0);
    }
  }

  /** Within one sequence. */
  private NDArray attend(NDManager scope, NDArray rows) {
    long length = rows.getShape().get(0);
    long units = rows.getShape().get(1) / 3;
    try (NDManager inner = scope.newSubManager()) {
      NDArray byHead = MxnetOps.exchangeFirstAxes(inner, view(inner, rows, length, units));
      NDList parts = MxnetOps.split(inner, byHead, 3);
      byHead.close();
      NDArray contexts = contexts(inner, parts.get(0), parts.get(1), parts.get(2));
      NDArray byRow = MxnetOps.exchangeFirstAxes(scope, contexts);
      NDArray result = byRow.reshape(new Shape(length, units));
      result.attach(scope);
      byRow.close();
      return result;
    }
  }

  private NDArray view(NDManager scope, NDArray rows, long length, long units) {
    NDArray view = rows.reshape(new Shape(length, 3L * heads, units / heads));
    view.attach(scope);
    return view;
  }

  /** All of {@code [heads × length × headDim]}, a block of queries at a time. */
  private NDArray contexts(NDManager scope, NDArray queries, NDArray keys, NDArray values) {
    long length = queries.getShape().get(1);
    long block = Math.max(1, maxScores / (heads * length));
    if (block >= length) {
      return context(scope, queries, keys, values);
    }
    NDList contexts = new NDList();
    for (long from = 0; from < length; from += block) {
      try (NDManager inner = scope.newSubManager()) {
        long to = Math.min(length, from + block);
        NDArray some = MxnetOps.slice(inner, queries, 1, from, to);
        contexts.add(context(scope, some, keys, values));
      }
    }
    return MxnetOps.concat(scope, contexts, 1);
  }

  private static NDArray context(NDManager scope, NDArray queries, NDArray keys, NDArray values) {
    try (NDManager inner = scope.newSubManager()) {
      NDArray scores = MxnetOps.batchProductTransposed(inner, queries, keys);
      NDArray weights = MxnetOps.softmax(inner, scores);
      scores.close();
      return MxnetOps.batchProduct(scope, weights, values);
    }
  }
}
