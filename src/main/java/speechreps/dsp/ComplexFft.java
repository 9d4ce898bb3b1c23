package speechreps.dsp;

import java.util.ArrayList;
import java.util.List;

/**
 * The discrete Fourier transform of complex vectors of any length, many at once, in place.
 *
 * <p>Point {@code j} lies in {@code rows[2j]} (real parts) and {@code rows[2j + 1]} (imaginary
 * parts), one column for each vector. Every inner loop therefore runs over vectors, without
 * shuffles, and is compiled to vector instructions; columns never meet, so the result does not
 * depend on how many there are. Bins are left in scrambled order: see {@link #positions}.
 *
 * <p>Decimation in frequency (Gentleman and Sande 1966) in float: radix 4 as far as it goes, then
 * 2, then odd primes by their definition. Twiddle factors are computed in double. Immutable and
 * thread-safe.
 */
final class ComplexFft {
  private final int length;
  private final List<Stage> stages = new ArrayList<>();

  ComplexFft(int length) {
    this.length = length;
    int remaining = length;
    while (remaining > 1) {
      int radix = radixFor(remaining);
      stages.add(new Stage(remaining, radix));
      remaining /= radix;
    }
  }

  private static int radixFor(int length) {
    if (length % 4 == 0) {
      return 4;
    }
    int radix = 2;
    while (length % radix != 0) {
      radix++;
    }
    return radix;
  }

  /** Where each frequency is found after {@link #transform}: frequency k is point positions[k]. */
  int[] positions() {
    int[] positions = new int[length];
    for (int k = 0; k < length; k++) {
      int frequency = k;
      for (Stage stage : stages) {
        positions[k] += frequency % stage.radix * stage.stride;
        frequency /= stage.radix;
      }
    }
    return positions;
  }

  /**
   * Transforms every column.
   *
   * @param rows {@code [≥ 2 length][numVectors]}; overwritten
   */
  void transform(float[][] rows) {
    for (Stage stage : stages) {
      for (int block = 0; block < length; block += stage.size) {
        for (int p = 0; p < stage.stride; p++) {
          if (stage.radix == 4) {
            stage.butterfly4(rows, block + p, p);
          } else {
            stage.butterfly(rows, block + p, p);
          }
        }
      }
    }
  }

  /** One pass over the data: turns a transform of {@code size} into {@code radix} smaller ones. */
  private static final class Stage {
    final int size;
    final int radix;
    final int stride;

    /** {@code exp(−2πi j / size)}. */
    private final float[] cos;

    private final float[] sin;

    Stage(int size, int radix) {
      this.size = size;
      this.radix = radix;
      this.stride = size / radix;
      this.cos = new float[size];
      this.sin = new float[size];
      for (int j = 0; j < size; j++) {
        double angle = -2 * Math.PI * j / size;
        cos[j] = (float) Math.cos(angle);
        sin[j] = (float) Math.sin(angle);
      }
    }

    /** A kernel: its length is that of one radix-4 butterfly written out. */
    void butterfly4(float[][] rows, int first, int p) {
      float[] ar = rows[2 * first];
      float[] ai = rows[2 * first + 1];
      float[] br = rows[2 * (first + stride)];
      float[] bi = rows[2 * (first + stride) + 1];
      float[] cr = rows[2 * (first + 2 * stride)];
      float[] ci = rows[2 * (first + 2 * stride) + 1];
      float[] dr = rows[2 * (first + 3 * stride)];
      float[] di = rows[2 * (first + 3 * stride) + 1];
      float c1 = cos[p];
      float s1 = sin[p];
      float c2 = cos[2 * p];
      float s2 = sin[2 * p];
      float c3 = cos[3 * p];
      float s3 = sin[3 * p];
      for (int v = 0; v < ar.length; v++) {
        float evenSumR = ar[v] + cr[v];
        float evenSumI = ai[v] + ci[v];
        float evenDiffR = ar[v] - cr[v];
        float evenDiffI = ai[v] - ci[v];
        float oddSumR = br[v] + dr[v];
        float oddSumI = bi[v] + di[v];
        float oddDiffR = br[v] - dr[v];
        float oddDiffI = bi[v] - di[v];
        ar[v] = evenSumR + oddSumR;
        ai[v] = evenSumI + oddSumI;
        float y1R = evenDiffR + oddDiffI;
        float y1I = evenDiffI - oddDiffR;
        br[v] = c1 * y1R - s1 * y1I;
        bi[v] = c1 * y1I + s1 * y1R;
        float y2R = evenSumR - oddSumR;
        float y2I = evenSumI - oddSumI;
        cr[v] = c2 * y2R - s2 * y2I;
        ci[v] = c2 * y2I + s2 * y2R;
        float y3R = evenDiffR - oddDiffI;
        float y3I = evenDiffI + oddDiffR;
        dr[v] = c3 * y3R - s3 * y3I;
        di[v] = c3 * y3I + s3 * y3R;
      }
    }

    /** Any radix by the definition: for the lengths that are not powers of two. */
    void butterfly(float[][] rows, int first, int p) {
      int numVectors = rows[0].length;
      float[][] sums = new float[2 * radix][numVectors];
      for (int k = 0; k < radix; k++) {
        for (int j = 0; j < radix; j++) {
          // exp(−2πi (j k / radix + p k / size)): the small transform and the twiddle in one.
          int w = (int) (((long) j * stride + p) * k % size);
          float[] xr = rows[2 * (first + j * stride)];
          float[] xi = rows[2 * (first + j * stride) + 1];
          addProduct(sums[2 * k], xr, cos[w], xi, -sin[w]);
          addProduct(sums[2 * k + 1], xi, cos[w], xr, sin[w]);
        }
      }
      for (int k = 0; k < radix; k++) {
        System.arraycopy(sums[2 * k], 0, rows[2 * (first + k * stride)], 0, numVectors);
        System.arraycopy(sums[2 * k + 1], 0, rows[2 * (first + k * stride) + 1], 0, numVectors);
      }
    }

    private static void addProduct(float[] sum, float[] a, float byA, float[] b, float byB) {
      for (int v = 0; v < sum.length; v++) {
        sum[v] += a[v] * byA + b[v] * byB;
      }
    }
  }
}
