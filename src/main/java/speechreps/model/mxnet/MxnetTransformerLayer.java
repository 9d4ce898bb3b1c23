package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * A transformer layer as in BERT: attention, then two linear maps with a GELU between them, each
 * with a residual and normalised after it. To be used inside {@link MxnetRuntime#call} only.
 *
 * <p>Works on sequences whose rows lie one after the other: all but the attention is a matter of
 * single rows, so a batch needs no padding.
 *
 * @param queryKeyValue {@code units → 3 units}; gives queries, which must come out divided by
 *     √(units / heads), then keys, then values
 * @param projection {@code units → units}
 * @param attentionNorm after the attention's residual
 * @param widening {@code units → ffnDim}
 * @param narrowing {@code ffnDim → units}
 * @param outputNorm after the residual of these two
 * @param heads of the attention, a divisor of {@code units}
 */
public record MxnetTransformerLayer(
    MxnetLinear queryKeyValue,
    MxnetLinear projection,
    MxnetNorm attentionNorm,
    MxnetLinear widening,
    MxnetLinear narrowing,
    MxnetNorm outputNorm,
    int heads) {
  /** 64 MB, twice: before and after the softmax. */
  private static final long MAX_SCORES = 1 << 24;

  /** Rows that are widened at a time: 50 MB, twice, at the published size of BERTphone. */
  private static final long MAX_WIDENED_ROWS = 4096;

  /**
   * Runs the layer.
   *
   * @param scope owns the result
   * @param rows {@code [numRows × units]}
   * @param lengths rows of each sequence; their sum is {@code numRows}
   * @return same shape
   */
  public NDArray run(NDManager scope, NDArray rows, List<Integer> lengths) {
    try (NDManager inner = scope.newSubManager()) {
      NDArray attended = attentionNorm.applyToSum(inner, attended(inner, rows, lengths), rows);
      return outputNorm.applyToSum(scope, transformed(inner, attended), attended);
    }
  }

  private NDArray attended(NDManager scope, NDArray rows, List<Integer> lengths) {
    try (NDManager inner = scope.newSubManager()) {
      NDArray parts = queryKeyValue.apply(inner, rows);
      NDArray contexts = new MxnetAttention(heads, MAX_SCORES).apply(inner, parts, lengths);
      parts.close();
      return projection.apply(scope, contexts);
    }
  }

  private NDArray transformed(NDManager scope, NDArray rows) {
    long numRows = rows.getShape().get(0);
    if (numRows <= MAX_WIDENED_ROWS) {
      return transformedAtOnce(scope, rows);
    }
    NDList blocks = new NDList();
    for (long from = 0; from < numRows; from += MAX_WIDENED_ROWS) {
      try (NDManager inner = scope.newSubManager()) {
        long to = Math.min(numRows, from + MAX_WIDENED_ROWS);
        blocks.add(transformedAtOnce(scope, MxnetOps.slice(inner, rows, 0, from, to)));
      }
    }
    return MxnetOps.concat(scope, blocks, 0);
  }

  private NDArray transformedAtOnce(NDManager scope, NDArray rows) {
    try (NDManager inner = scope.newSubManager()) {
      NDArray wide = widening.apply(inner, rows);
      NDArray activated = MxnetOps.gelu(inner, wide);
      wide.close();
      return narrowing.apply(scope, activated);
    }
  }
}
