package speechreps.dsp;

import java.util.Arrays;
import java.util.Random;

/** Deterministic signals on the int16 scale. */
final class Signals {
  private Signals() {}

  /**
   * Integers that look like noise: {@code (31 i² + 7919 i) mod 20011 − 10005}. Short to write in
   * any language, so that goldens can be made elsewhere.
   */
  static float[] quadratic(int numSamples) {
    float[] samples = new float[numSamples];
    for (int i = 0; i < numSamples; i++) {
      samples[i] = (31L * i * i + 7919L * i) % 20011 - 10005;
    }
    return samples;
  }

  static float[] constant(int numSamples, float value) {
    float[] samples = new float[numSamples];
    Arrays.fill(samples, value);
    return samples;
  }

  static float[] gaussian(int numSamples, long seed) {
    Random random = new Random(seed);
    float[] samples = new float[numSamples];
    for (int i = 0; i < numSamples; i++) {
      samples[i] = (float) (1000 * random.nextGaussian());
    }
    return samples;
  }
}
