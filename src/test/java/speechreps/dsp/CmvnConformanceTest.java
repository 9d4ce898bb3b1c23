package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;

/** Normalisation against the outputs of Kaldi's programs, bit by bit. */
@Tag("conformance")
class CmvnConformanceTest {
  /** A few roundings of a double. */
  private static final double SUM_TOLERANCE = 1e-14;

  /** What is left of a constant column depends on the order in which its frames are summed. */
  private static final double CONSTANT_RESIDUE = 1e-9;

  @Test
  void statisticsOfUtterancesEqualKaldis() throws IOException {
    Map<String, CmvnStats> stats = new LinkedHashMap<>();
    Goldens.features("fbank40").forEach((id, features) -> stats.put(id, CmvnStats.of(features)));
    assertEquals(Goldens.stats("cmvn-utt"), stats);
  }

  @Test
  void statisticsOfSpeakersEqualKaldis() throws IOException {
    Map<String, FeatureMatrix> features = Goldens.features("fbank40");
    Map<String, CmvnStats> stats = new LinkedHashMap<>();
    for (Map.Entry<String, String> speaker : Goldens.table("spk2utt").entrySet()) {
      stats.put(
          speaker.getKey(), accumulated(features, List.of(speaker.getValue().split(" ", -1))));
    }
    assertEquals(Goldens.stats("cmvn-spk"), stats);
  }

  @Test
  void mergedStatisticsEqualKaldisButForTheOrderOfSummation() throws IOException {
    Map<String, CmvnStats> utterances = Goldens.stats("cmvn-utt");
    Map<String, CmvnStats> goldens = Goldens.stats("cmvn-spk");
    for (Map.Entry<String, String> speaker : Goldens.table("spk2utt").entrySet()) {
      CmvnStats sum = new CmvnStats(40);
      for (String id : speaker.getValue().split(" ", -1)) {
        sum.merge(Goldens.at(utterances, id));
      }
      assertNearlyEqual(Goldens.at(goldens, speaker.getKey()).toMatrix(), sum.toMatrix());
    }
  }

  @Test
  void globalStatisticsEqualKaldisWhichAreStoredAsFloats() throws IOException {
    Map<String, FeatureMatrix> features = Goldens.features("fbank40");
    double[] values = accumulated(features, features.keySet()).toMatrix();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
    assertEquals(Goldens.globalStats("cmvn-global.mat"), CmvnStats.fromMatrix(2, 41, values));
  }

  @Test
  void normalizationByUtteranceEqualsKaldis() throws IOException {
    assertNormalized(
        "fbank40-cmvn-utt",
        (id, features) -> Cmvn.perUtterance(features, true, RowStore.IN_MEMORY).whole());
  }

  @Test
  void normalizationBySpeakerEqualsKaldis() throws IOException {
    Map<String, CmvnStats> stats = Goldens.stats("cmvn-spk");
    Map<String, String> speakers = Goldens.table("utt2spk");
    assertNormalized(
        "fbank40-cmvn-spk",
        (id, features) -> Cmvn.apply(features, Goldens.at(stats, Goldens.at(speakers, id)), true));
    assertNormalized(
        "fbank40-cmn-spk",
        (id, features) -> Cmvn.apply(features, Goldens.at(stats, Goldens.at(speakers, id)), false));
  }

  @Test
  void normalizationByTheCorpusEqualsKaldis() throws IOException {
    CmvnStats stats = Goldens.globalStats("cmvn-global.mat");
    assertNormalized("fbank40-cmvn-global", (id, features) -> Cmvn.apply(features, stats, true));
  }

  @Test
  void slidingNormalizationEqualsKaldis() throws IOException {
    SlidingCmvn sliding =
        new SlidingCmvn(
            SlidingCmvnOptions.fromKaldi(
                Map.of("norm-vars", "true", "center", "true", "cmn-window", "300")));
    assertNormalized(
        "fbank40-cmvn-sliding",
        (id, features) -> sliding.apply(features, RowStore.IN_MEMORY).whole());
  }

  private static void assertNearlyEqual(double[] expected, double[] got) {
    assertEquals(expected.length, got.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], got[i], SUM_TOLERANCE * Math.abs(expected[i]));
    }
  }

  private static CmvnStats accumulated(
      Map<String, FeatureMatrix> features, Iterable<String> utterances) {
    CmvnStats stats = new CmvnStats(40);
    for (String id : utterances) {
      stats.accumulate(Goldens.at(features, id));
    }
    return stats;
  }

  /** What is tested, of an utterance's id and features. */
  private interface Normalization {
    FeatureMatrix apply(String id, FeatureMatrix features) throws IOException;
  }

  private static void assertNormalized(String name, Normalization normalization)
      throws IOException {
    Map<String, FeatureMatrix> goldens = Goldens.features(name);
    Map<String, FeatureMatrix> features = Goldens.features("fbank40");
    assertEquals(features.keySet(), goldens.keySet());
    for (Map.Entry<String, FeatureMatrix> golden : goldens.entrySet()) {
      String id = golden.getKey();
      FeatureMatrix normalized = normalization.apply(id, Goldens.at(features, id));
      if (isResidue(golden.getValue())) {
        assertTrue(isResidue(normalized), name + " " + id);
      } else {
        assertEquals(golden.getValue(), normalized, name + " " + id);
      }
    }
  }

  private static boolean isResidue(FeatureMatrix normalized) {
    for (float value : normalized.values()) {
      if (Math.abs(value) > CONSTANT_RESIDUE) {
        return false;
      }
    }
    return true;
  }
}
