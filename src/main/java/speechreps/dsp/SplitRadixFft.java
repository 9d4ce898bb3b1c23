package speechreps.dsp;

/**
 * Transforms whose length is a power of two, by the split-radix algorithm (Duhamel and Hollmann
 * 1984; the form with three multiplications a rotation is Malvar's, 1992).
 *
 * <p>Additions and multiplications, tables included, are those of Kaldi's {@code
 * SplitRadixComplexFft} in float, one by one, so that both round alike: in near-empty bins beside
 * strong ones, the rounding is what one sees.
 */
final class SplitRadixFft implements ComplexFft {
  private static final float SQRT_HALF = (float) Math.sqrt(0.5);

  private final int length;

  /** For each transform length {@code 2^i} the turns of its third and of its last quarter. */
  private final Turns[] once;

  private final Turns[] thrice;

  SplitRadixFft(int length) {
    this.length = length;
    int log = Integer.numberOfTrailingZeros(length);
    once = new Turns[log + 1];
    thrice = new Turns[log + 1];
    for (int i = 0; i <= log; i++) {
      once[i] = new Turns(1 << i, 1);
      thrice[i] = new Turns(1 << i, 3);
    }
  }

  /** Factors of the rotation by {@code −2π times n / length}, for n in the first quarter. */
  private static final class Turns {
    final float[] cos;
    final float[] minusSinMinusCos;
    final float[] sinMinusCos;

    Turns(int length, int times) {
      cos = new float[length / 4];
      minusSinMinusCos = new float[length / 4];
      sinMinusCos = new float[length / 4];
      for (int n = 0; n < length / 4; n++) {
        float angle = (float) (times * n * (2 * Math.PI) / length);
        float sin = FloatTrig.sin(angle);
        cos[n] = FloatTrig.cos(angle);
        minusSinMinusCos[n] = -(sin + cos[n]);
        sinMinusCos[n] = sin - cos[n];
      }
    }
  }

  /** Bits in reverse. */
  @Override
  public int[] positions() {
    int[] positions = new int[length];
    for (int k = 1; k < length; k++) {
      positions[k] = Integer.reverse(k) >>> (Integer.numberOfLeadingZeros(length) + 1);
    }
    return positions;
  }

  @Override
  public void transform(float[][] rows) {
    transform(rows, 0, Integer.numberOfTrailingZeros(length));
  }

  /** The points from {@code first} on, {@code 2^log} of them. */
  private void transform(float[][] rows, int first, int log) {
    if (log == 0) {
      return;
    }
    if (log == 1) {
      sumAndDifference(rows, first, first + 1);
      return;
    }
    int quarter = 1 << (log - 2);
    for (int n = 0; n < quarter; n++) {
      butterfly(rows, first + n, quarter);
      rotate(rows, first + n, log, n);
    }
    transform(rows, first, log - 1);
    transform(rows, first + 2 * quarter, log - 2);
    transform(rows, first + 3 * quarter, log - 2);
  }

  private void rotate(float[][] rows, int point, int log, int n) {
    int quarter = 1 << (log - 2);
    int third = 2 * (point + 2 * quarter);
    int last = 2 * (point + 3 * quarter);
    if (2 * n == quarter) {
      rotateByEighth(rows[third], rows[third + 1]);
      rotateByThreeEighths(rows[last], rows[last + 1]);
    } else if (n > 0) {
      rotate(rows[third], rows[third + 1], once[log], n);
      rotate(rows[last], rows[last + 1], thrice[log], n);
    }
  }

  private static void sumAndDifference(float[][] rows, int a, int b) {
    for (int part = 0; part < 2; part++) {
      float[] x = rows[2 * a + part];
      float[] y = rows[2 * b + part];
      for (int v = 0; v < x.length; v++) {
        float sum = x[v] + y[v];
        y[v] = x[v] - y[v];
        x[v] = sum;
      }
    }
  }

  /**
   * With points a, b, c, d a quarter apart: a + c and b + d go on as a transform of half the
   * length, (a − c) − i (b − d) and (a − c) + i (b − d) as two of a quarter.
   */
  private static void butterfly(float[][] rows, int a, int quarter) {
    float[] ar = rows[2 * a];
    float[] ai = rows[2 * a + 1];
    float[] br = rows[2 * (a + quarter)];
    float[] bi = rows[2 * (a + quarter) + 1];
    float[] cr = rows[2 * (a + 2 * quarter)];
    float[] ci = rows[2 * (a + 2 * quarter) + 1];
    float[] dr = rows[2 * (a + 3 * quarter)];
    float[] di = rows[2 * (a + 3 * quarter) + 1];
    for (int v = 0; v < ar.length; v++) {
      float acR = ar[v] - cr[v];
      float acI = ai[v] - ci[v];
      float bdR = br[v] - dr[v];
      float bdI = bi[v] - di[v];
      ar[v] = ar[v] + cr[v];
      ai[v] = ai[v] + ci[v];
      br[v] = br[v] + dr[v];
      bi[v] = bi[v] + di[v];
      cr[v] = acR + bdI;
      ci[v] = acI - bdR;
      dr[v] = acR - bdI;
      di[v] = acI + bdR;
    }
  }

  private static void rotate(float[] re, float[] im, Turns turns, int n) {
    float cos = turns.cos[n];
    float minusSinMinusCos = turns.minusSinMinusCos[n];
    float sinMinusCos = turns.sinMinusCos[n];
    for (int v = 0; v < re.length; v++) {
      float common = cos * (re[v] + im[v]);
      float turnedI = minusSinMinusCos * re[v] + common;
      re[v] = sinMinusCos * im[v] + common;
      im[v] = turnedI;
    }
  }

  private static void rotateByEighth(float[] re, float[] im) {
    for (int v = 0; v < re.length; v++) {
      float turnedR = SQRT_HALF * (re[v] + im[v]);
      im[v] = SQRT_HALF * (im[v] - re[v]);
      re[v] = turnedR;
    }
  }

  private static void rotateByThreeEighths(float[] re, float[] im) {
    for (int v = 0; v < re.length; v++) {
      float turnedR = SQRT_HALF * (im[v] - re[v]);
      im[v] = -SQRT_HALF * (re[v] + im[v]);
      re[v] = turnedR;
    }
  }
}
