package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class DitherNoiseTest {
  /** Five standard errors of 100,000 numbers. */
  private static final double MEAN_TOLERANCE = 0.016;

  private static final double VARIANCE_TOLERANCE = 0.023;

  @Test
  void noiseHasMeanZeroAndVarianceOne() {
    DitherNoise noise = new DitherNoise("utterance-1");
    double sum = 0;
    double squares = 0;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      double value = noise.next();
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / count, MEAN_TOLERANCE);
    assertEquals(1, squares / count, VARIANCE_TOLERANCE);
  }

  @Test
  void theSameIdGivesTheSameNoise() {
    DitherNoise first = new DitherNoise("ö");
    DitherNoise second = new DitherNoise("ö");
    for (int i = 0; i < 10; i++) {
      assertEquals(first.next(), second.next());
    }
  }

  @Test
  void otherIdsGiveOtherNoise() {
    assertNotEquals(new DitherNoise("a").next(), new DitherNoise("b").next());
    assertNotEquals(new DitherNoise("").next(), new DitherNoise("a").next());
  }
}
