package speechreps.dsp;

import java.util.Locale;

/**
 * The function by which a frame is tapered before its spectrum is taken.
 *
 * <p>With {@code a = 2π / (N − 1)} and {@code i = 0 … N − 1}. Computed in double precision and
 * rounded to float, as {@code FeatureWindowFunction} in Kaldi.
 */
public enum WindowType {
  /** {@code 0.5 − 0.5 cos(a i)}. */
  HANNING,
  /** {@code sin(a i / 2)}. */
  SINE,
  /** {@code 0.54 − 0.46 cos(a i)}. */
  HAMMING,
  /** {@code (0.5 − 0.5 cos(a i))^0.85}: like hamming, but zero at its ends. Kaldi's default. */
  POVEY,
  /** 1. */
  RECTANGULAR,
  /** {@code b − 0.5 cos(a i) + (0.5 − b) cos(2 a i)}, b being the Blackman coefficient. */
  BLACKMAN;

  private static final double POVEY_EXPONENT = 0.85;

  /** Kaldi's spelling: the name in lower case. */
  public String kaldiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The window's values.
   *
   * @param length N, at least 1; the formulas have no value for a single sample, which is taken
   *     whole
   * @param blackmanCoeff b, read for {@link #BLACKMAN} alone
   */
  float[] taper(int length, float blackmanCoeff) {
    float[] window = new float[length];
    double step = 2 * Math.PI / Math.max(1, length - 1);
    for (int i = 0; i < length; i++) {
      window[i] = length == 1 ? 1f : (float) value(step * i, blackmanCoeff);
    }
    return window;
  }

  private double value(double angle, double blackmanCoeff) {
    return switch (this) {
      case HANNING -> 0.5 - 0.5 * Math.cos(angle);
      case SINE -> Math.sin(0.5 * angle);
      case HAMMING -> 0.54 - 0.46 * Math.cos(angle);
      case POVEY -> Math.pow(0.5 - 0.5 * Math.cos(angle), POVEY_EXPONENT);
      case RECTANGULAR -> 1.0;
      case BLACKMAN ->
          blackmanCoeff - 0.5 * Math.cos(angle) + (0.5 - blackmanCoeff) * Math.cos(2 * angle);
    };
  }
}
