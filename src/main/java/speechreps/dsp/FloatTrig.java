package speechreps.dsp;

/**
 * Sine and cosine in single precision, with the roundings of the C library that Kaldi is usually
 * built with: glibc since 2.28, whose {@code sinf} and {@code cosf} come from Arm's Optimized
 * Routines.
 *
 * <p>They are not always the float nearest to the true value, and the tables of {@link
 * SplitRadixFft} are made of them. Argument reduction and polynomials in double; for arguments
 * below 120 in magnitude.
 */
final class FloatTrig {
  private static final double[] SINE = {
    -0x1.555545995a603p-3, 0x1.1107605230bc4p-7, -0x1.994eb3774cf24p-13
  };
  private static final double[] COSINE = {
    -0x1.ffffffd0c621cp-2, 0x1.55553e1068f19p-5, -0x1.6c087e89a359dp-10, 0x1.99343027bf8c3p-16
  };

  private FloatTrig() {}

  static float sin(float angle) {
    return (float) turned(angle, 0);
  }

  static float cos(float angle) {
    return (float) turned(angle, 1);
  }

  /** The sine of the angle plus some quarter turns. */
  private static double turned(float angle, long quarters) {
    double nearest = Math.abs(angle) < Math.PI / 4 ? 0 : Math.rint(angle * (2 / Math.PI));
    double rest = angle - nearest * (Math.PI / 2);
    long quadrant = (long) nearest + quarters & 3;
    double value = quadrant % 2 == 0 ? sinePolynomial(rest) : cosinePolynomial(rest);
    return quadrant < 2 ? value : -value;
  }

  private static double sinePolynomial(double x) {
    double square = x * x;
    double cube = x * square;
    return x + cube * SINE[0] + cube * square * (SINE[1] + square * SINE[2]);
  }

  private static double cosinePolynomial(double x) {
    double square = x * x;
    double fourth = square * square;
    double start = 1 + square * COSINE[0] + fourth * COSINE[1];
    return start + fourth * square * (COSINE[2] + square * COSINE[3]);
  }
}
