package speechreps.dsp;

import java.nio.charset.StandardCharsets;

/**
 * Gaussian noise that depends on an utterance's id alone.
 *
 * <p>Kaldi's dither depends on everything that its process did before; this one gives an utterance
 * the same noise wherever and whenever it is computed. SplitMix64 (Steele, Lea and Flood 2014)
 * seeded with the 64-bit FNV-1a hash of the id, and Marsaglia's polar method.
 */
final class DitherNoise {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** 2⁻⁵²: turns 53 random bits into a number in [0, 2). */
  private static final double TO_UNIT_PAIR = 0x1p-52;

  private long state;
  private double spare = Double.NaN;

  DitherNoise(String utteranceId) {
    state = FNV_OFFSET;
    for (byte b : utteranceId.getBytes(StandardCharsets.UTF_8)) {
      state = (state ^ (b & 0xff)) * FNV_PRIME;
    }
  }

  /** The next number of mean 0 and variance 1. */
  float next() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return (float) value;
    }
    double u;
    double v;
    double square;
    do {
      u = uniform();
      v = uniform();
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double scale = Math.sqrt(-2 * Math.log(square) / square);
    spare = v * scale;
    return (float) (u * scale);
  }

  /** Between −1 and 1. */
  private double uniform() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    z ^= z >>> 31;
    return (z >>> 11) * TO_UNIT_PAIR - 1;
  }
}
