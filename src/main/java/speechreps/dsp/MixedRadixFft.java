package speechreps.dsp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Transforms of any length: one pass over the data for each prime factor, by decimation in
 * frequency. For windows that are not padded to a power of two; slow for large prime factors.
 */
final class MixedRadixFft implements ComplexFft {
  private final int length;
  private final List<Stage> stages = new ArrayList<>();

  MixedRadixFft(int length) {
    this.length = length;
    int remaining = length;
    while (remaining > 1) {
      int radix = smallestFactor(remaining);
      stages.add(new Stage(remaining, radix));
      remaining /= radix;
    }
  }

  private static int smallestFactor(int number) {
    int factor = 2;
    while (number % factor != 0) {
      factor++;
    }
    return factor;
  }

  @Override
  public int[] positions() {
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

  @Override
  public void transform(float[][] rows) {
    for (Stage stage : stages) {
      float[][] sums = new float[2 * stage.radix][rows[0].length];
      for (int block = 0; block < length; block += stage.size) {
        for (int p = 0; p < stage.stride; p++) {
          stage.butterfly(rows, block + p, p, sums);
        }
      }
    }
  }

  /** One pass over the data: turns transforms of {@code size} into {@code radix} smaller ones. */
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

    /**
     * A transform of the points {@code first + j × stride} by the definition, then the turn of each
     * result by its place p in the larger transform; both turns are made in one.
     */
    void butterfly(float[][] rows, int first, int p, float[][] sums) {
      for (int k = 0; k < radix; k++) {
        Arrays.fill(sums[2 * k], 0f);
        Arrays.fill(sums[2 * k + 1], 0f);
        for (int j = 0; j < radix; j++) {
          int w = (int) (((long) j * stride + p) * k % size);
          float[] xr = rows[2 * (first + j * stride)];
          float[] xi = rows[2 * (first + j * stride) + 1];
          addProducts(sums[2 * k], xr, cos[w], xi, -sin[w]);
          addProducts(sums[2 * k + 1], xi, cos[w], xr, sin[w]);
        }
      }
      for (int k = 0; k < radix; k++) {
        int row = 2 * (first + k * stride);
        System.arraycopy(sums[2 * k], 0, rows[row], 0, rows[row].length);
        System.arraycopy(sums[2 * k + 1], 0, rows[row + 1], 0, rows[row].length);
      }
    }

    private static void addProducts(float[] sum, float[] a, float byA, float[] b, float byB) {
      for (int v = 0; v < sum.length; v++) {
        sum[v] += a[v] * byA + b[v] * byB;
      }
    }
  }
}
