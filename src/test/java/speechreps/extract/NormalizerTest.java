package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.dsp.CmvnStats;
import speechreps.dsp.DeltaOptions;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/** What cannot be normalised is a failure of its utterance, never of the job. */
class NormalizerTest {
  /** Scales and offsets are rounded to float. */
  private static final float ROUNDING = 1e-6f;

  private static final Utterance UTTERANCE = Utterance.ofRecording("a", "a.mat", "feats.scp:1");
  private static final FeatureMatrix GOOD = new FeatureMatrix(2, 2, new float[] {1, 2, 3, 5});

  /** The square of its last value is infinite as a float. */
  private static final FeatureMatrix HUGE = new FeatureMatrix(2, 2, new float[] {1, 2, 3, 3e38f});

  @ParameterizedTest
  @EnumSource(value = CmvnScope.class, mode = EnumSource.Mode.EXCLUDE, names = "MODEL")
  void valueThatIsNotFiniteIsRefusedBeforeAnyArithmetic(CmvnScope scope) throws Exception {
    FeatureMatrix bad = new FeatureMatrix(2, 2, new float[] {1, 2, Float.NEGATIVE_INFINITY, 5});
    Normalizer normalizer = normalizer(scope, null);

    assertFails(
        FailureReason.NOT_FINITE, "the features hold NaN or infinity (a.mat)", normalizer, bad);
    assertEquals(2, normalizer.apply(GOOD, UTTERANCE, RowStore.IN_MEMORY).numFrames());
  }

  @Test
  void valuesWhoseSquaresOverflowAreBadFeatures() throws Exception {
    Normalizer normalizer = normalizer(CmvnScope.UTTERANCE, null);

    assertFails(
        FailureReason.BAD_FEATURES,
        "CMVN statistics must be finite, got variance Infinity in column 1 (a.mat)",
        normalizer,
        HUGE);
    assertArrayEquals(
        new float[] {-1, -1, 1, 1},
        normalizer.apply(GOOD, UTTERANCE, RowStore.IN_MEMORY).whole().values(),
        ROUNDING);
  }

  @Test
  void statisticsThatDoNotFitAreNoStatistics() {
    CmvnTable table =
        new CmvnTable(
            Map.of(
                CmvnTable.GLOBAL_KEY,
                CmvnStats.of(new FeatureMatrix(1, 3, new float[] {1, 2, 3}))));

    assertFails(
        FailureReason.NO_CMVN_STATS,
        "CMVN statistics have 3 columns, got features of 2 (a.mat)",
        new Normalizer(CmvnOptions.of(CmvnScope.GIVEN, true), table, null),
        GOOD);
  }

  @Test
  void derivativesThatNoArrayHoldsAreTooLong() throws Exception {
    Normalizer normalizer = normalizer(CmvnScope.NONE, new DeltaOptions(999, 1));

    assertFails(
        FailureReason.TOO_LONG,
        "too long: expected at most 2147483647 values with derivatives, got 1 x 2200000000 (a.mat)",
        normalizer,
        new FeatureMatrix(1, 2_200_000, new float[2_200_000]));
    assertEquals(2000, normalizer.apply(GOOD, UTTERANCE, RowStore.IN_MEMORY).dim());
  }

  @Test
  void featuresWithoutFramesStayAsTheyAre() throws Exception {
    FeatureMatrix empty = new FeatureMatrix(0, 2, new float[0]);

    assertSame(
        empty, normalizer(CmvnScope.UTTERANCE, null).apply(empty, UTTERANCE, RowStore.IN_MEMORY));
  }

  private static void assertFails(
      FailureReason reason, String message, Normalizer normalizer, FeatureMatrix features) {
    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () -> normalizer.apply(features, UTTERANCE, RowStore.IN_MEMORY));
    assertEquals(message, e.getMessage());
    assertEquals(reason, e.reason());
  }

  private static Normalizer normalizer(CmvnScope scope, @Nullable DeltaOptions deltas) {
    CmvnTable table = new CmvnTable(Map.of(CmvnTable.GLOBAL_KEY, CmvnStats.of(GOOD)));
    return new Normalizer(CmvnOptions.of(scope, true), table, deltas);
  }
}
