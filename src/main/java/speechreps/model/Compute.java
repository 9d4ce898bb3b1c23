package speechreps.model;

/** The precision of the arithmetic. */
public enum Compute {
  /** Single precision: the numbers of the original models. */
  FP32,
  /** Weights and products in bfloat16, sums in single precision: faster, with three digits less. */
  BF16
}
