package speechreps.dsp;

/**
 * The power spectra of real signals of any even length, many at once, in place.
 *
 * <p>Sample {@code i} of every signal lies in {@code rows[i]}, one column for each signal; so even
 * samples are the real and odd samples the imaginary parts of a complex vector of half the length,
 * whose transform (see {@link ComplexFft}) is unfolded into that of the signal while the power is
 * taken. No normalisation: {@code |Σ x[i] exp(−2πi i k / length)|²}. Rounds as Kaldi's {@code
 * SplitRadixRealFft}, see {@link SplitRadixFft}. Immutable and thread-safe.
 */
final class RealFft {
  private final int half;
  private final ComplexFft complex;
  private final int[] positions;

  /** {@code exp(−2πi k / length)}. */
  private final float[] cos;

  private final float[] sin;

  /**
   * @param length samples in a signal, even
   */
  RealFft(int length) {
    if (length < 2 || length % 2 != 0) {
      throw new IllegalArgumentException("a real FFT needs an even length, got " + length);
    }
    half = length / 2;
    complex = ComplexFft.ofLength(half);
    positions = complex.positions();
    cos = new float[half / 2 + 1];
    sin = new float[half / 2 + 1];
    fillRoots(length);
  }

  /** By repeated multiplication in float: less exact than it could be, but so is Kaldi's. */
  private void fillRoots(int length) {
    float angle = (float) (-2 * Math.PI / length);
    float rootR = FloatTrig.cos(angle);
    float rootI = FloatTrig.sin(angle);
    cos[0] = 1f;
    for (int k = 1; k < cos.length; k++) {
      cos[k] = cos[k - 1] * rootR - sin[k - 1] * rootI;
      sin[k] = cos[k - 1] * rootI + sin[k - 1] * rootR;
    }
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
      unfoldPower(rows, 2 * positions[k], 2 * positions[half - k], k);
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
   * Bins k and {@code half − k}: with Z the complex transform and Y its mirrored conjugate, they
   * are {@code C + W D} and {@code C − W D} conjugated, where {@code C = (Z + Y) / 2} belongs to
   * the even and {@code D = (Z − Y) / 2i} to the odd samples, and {@code W = exp(−2πi k / length)}.
   */
  private void unfoldPower(float[][] rows, int here, int mirror, int k) {
    float[] zr = rows[here];
    float[] zi = rows[here + 1];
    float[] yr = rows[mirror];
    float[] yi = rows[mirror + 1];
    float wr = cos[k];
    float wi = sin[k];
    for (int v = 0; v < zr.length; v++) {
      float cr = 0.5f * (zr[v] + yr[v]);
      float ci = 0.5f * (zi[v] - yi[v]);
      float dr = 0.5f * (zi[v] + yi[v]);
      float di = -0.5f * (zr[v] - yr[v]);
      float turnedR = wr * dr - wi * di;
      float turnedI = wr * di + wi * dr;
      float plusR = cr + turnedR;
      float plusI = ci + turnedI;
      float minusR = cr - turnedR;
      float minusI = turnedI - ci;
      // In this order: in the middle of the spectrum both are the same row, which takes C + W D.
      yr[v] = minusR * minusR + minusI * minusI;
      zr[v] = plusR * plusR + plusI * plusI;
    }
  }
}
