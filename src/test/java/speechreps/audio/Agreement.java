package speechreps.audio;

/** How well two decodings of one recording agree. */
final class Agreement {
  private Agreement() {}

  /** Power of {@code expected} over the power of the difference, in dB; infinite when equal. */
  static double snrDb(float[] expected, float[] got) {
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < Math.min(expected.length, got.length); i++) {
      double difference = got[i] - expected[i];
      signal += (double) expected[i] * expected[i];
      noise += difference * difference;
    }
    return 10 * Math.log10(signal / noise);
  }
}
