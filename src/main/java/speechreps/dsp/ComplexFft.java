package speechreps.dsp;

/**
 * The discrete Fourier transform {@code Σ x[j] exp(−2πi j k / length)} of complex vectors, many at
 * once, in place.
 *
 * <p>Point {@code j} lies in {@code rows[2j]} (real parts) and {@code rows[2j + 1]} (imaginary
 * parts), one column for each vector. So every inner loop runs over vectors, without shuffles, and
 * is compiled to vector instructions; columns never meet, so a result does not depend on how many
 * there are. Implementations are immutable and thread-safe.
 */
interface ComplexFft {
  /** The implementation for a length: Kaldi's for powers of two. */
  static ComplexFft ofLength(int length) {
    return Integer.bitCount(length) == 1 ? new SplitRadixFft(length) : new MixedRadixFft(length);
  }

  /**
   * Transforms every column and leaves frequencies in scrambled order.
   *
   * @param rows {@code [2 × length][numVectors]}; overwritten
   */
  void transform(float[][] rows);

  /** Where frequencies are found after {@link #transform}: k is point {@code positions()[k]}. */
  int[] positions();
}
