package speechreps.dsp;

/**
 * The power spectra of real signals of any even length, many at once, in place.
 *
 * <p>Sample {@code i} of every signal lies in {@code rows[i]}, one column for each signal; so even
 * samples are the real and odd samples the imaginary parts of a complex vector of half the length,
 * whose transform (see {@link ComplexFft}) is unfolded into that of the signal while the power is
 * taken. No normalisation: {@code |Σ x[i] exp(−2πi k i / length)|²}. Immutable and thread-safe.
 */
final class RealFft {
  private final int half;
  private final ComplexFft complex;
  private final int[] positions;

  /**
   * @param length samples in a signal, even
   */
  RealFft(int length) {
    if (length < 2 || length % 2 != 0) {
      throw new IllegalArgumentException("a real FFT needs an even length, got " + length);
    }
    half = length / 2;
    complex = new ComplexFft(half);
    positions = complex.positions();
  }

  /**
   * The rows in which {@link #powerSpectra} leaves its result: element k, from 0 to {@code length /
   * 2}, holds the power of bin k.
   */
  float[][] powerRows(float[][] rows) {
    float[][] power = new float[half + 1][];
    for (int k = 0; k < half; k++) {
      power[k] = rows[2 * positions[k]];
    }
    power[half] = rows[1];
    return power;
  }

  /**
   * Replaces signals by their power spectra.
   *
   * @param rows {@code [length][numSignals]}; overwritten
   */
  void powerSpectra(float[][] rows) {
    complex.transform(rows);
    endsPower(rows[0], rows[1]);
    for (int k = 1; 2 * k <= half; k++) {
      double angle = -Math.PI * k / half;
      int here = 2 * positions[k];
      int mirror = 2 * positions[half - k];
      unfoldPower(
          new float[][] {rows[here], rows[here + 1], rows[mirror], rows[mirror + 1]},
          (float) Math.cos(angle),
          (float) Math.sin(angle));
    }
  }

  /** Bins 0 and {@code length / 2}, which are real. */
  private static void endsPower(float[] re, float[] im) {
    for (int v = 0; v < re.length; v++) {
      float sum = re[v] + im[v];
      float difference = re[v] - im[v];
      re[v] = sum * sum;
      im[v] = difference * difference;
    }
  }

  /**
   * Bins k and {@code length / 2 − k}: with Z the complex transform and Y its mirrored conjugate,
   * they are {@code E + W O} and {@code E − W O} conjugated, where {@code E = (Z + Y) / 2} belongs
   * to the even and {@code O = (Z − Y) / 2i} to the odd samples, and {@code W = exp(−πi k / half)}.
   */
  private static void unfoldPower(float[][] zy, float cos, float sin) {
    float[] zr = zy[0];
    float[] zi = zy[1];
    float[] yr = zy[2];
    float[] yi = zy[3];
    for (int v = 0; v < zr.length; v++) {
      float evenR = 0.5f * (zr[v] + yr[v]);
      float evenI = 0.5f * (zi[v] - yi[v]);
      float oddR = 0.5f * (zi[v] + yi[v]);
      float oddI = -0.5f * (zr[v] - yr[v]);
      float turnedR = cos * oddR - sin * oddI;
      float turnedI = cos * oddI + sin * oddR;
      float plusR = evenR + turnedR;
      float plusI = evenI + turnedI;
      float minusR = evenR - turnedR;
      float minusI = evenI - turnedI;
      zr[v] = plusR * plusR + plusI * plusI;
      yr[v] = minusR * minusR + minusI * minusI;
    }
  }
}
