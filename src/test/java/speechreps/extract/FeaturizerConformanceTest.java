package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.model.Compute;
import speechreps.model.EncoderOptions;
import speechreps.model.NpyMatrix;
import speechreps.speech.FeatureMatrix;
import speechreps.storage.Storage;

/**
 * From recordings to representations, against the original: Kaldi's {@code compute-fbank-feats
 * --num-mel-bins=40 --dither=0}, {@code apply-cmvn --norm-vars=true}, then MXNet in Python.
 */
@Tag("conformance")
class FeaturizerConformanceTest {
  /**
   * Relative L2. CMVN divides by the deviation of each bin, which for sines is small in most of
   * them: it enlarges the rounding of the front end a hundredfold.
   */
  private static final double TOLERANCE = 1e-3;

  private final Path models = Path.of(System.getProperty("conformance.data"), "golden", "models");

  @ParameterizedTest
  @ValueSource(strings = {"00p05s", "00p30s", "01p00s", "03p70s", "12p00s"})
  void decoarFromAudioEqualsTheOriginal(String length) throws IOException {
    Featurizer featurizer = open(Recipe.of("decoar"), "decoar-encoder-small.params");

    assertGolden("decoar_small_" + length, featurizer, "sines_" + length);
  }

  /** The original's front end cannot run as released; this is what its authors evidently meant. */
  @ParameterizedTest
  @ValueSource(strings = {"00p05s", "00p30s", "01p00s", "03p70s", "12p00s"})
  void bertphoneFromAudioEqualsTheOriginal(String length) throws IOException {
    EncoderOptions fourHeads = new EncoderOptions(null, 4, null, null, Compute.FP32, Map.of());
    Recipe plain = Recipe.of("bertphone");
    Recipe recipe =
        new Recipe(
            plain.model(),
            plain.input(),
            plain.featureOptions(),
            plain.cmvn(),
            plain.deltas(),
            plain.resample(),
            plain.channel(),
            fourHeads,
            plain.reduction());
    Featurizer featurizer = open(recipe, "bertphone-small.params");

    assertGolden("bertphone_small_" + length, featurizer, "sines8k_" + length);
  }

  private Featurizer open(Recipe recipe, String params) throws IOException {
    return Featurizer.open(
        recipe,
        null,
        models.resolve("checkpoints").resolve(params).toString(),
        null,
        Cores.ALL,
        new Storage(new Configuration()));
  }

  private void assertGolden(String golden, Featurizer featurizer, String recording)
      throws IOException {
    FeatureMatrix features =
        featurizer.featurize(models.resolve("inputs/" + recording + ".wav").toString());
    NpyMatrix expected = NpyMatrix.read(models.resolve("outputs/e2e/" + golden + ".npy"));
    assertArrayEquals(expected.shape(), new int[] {features.numFrames(), features.dim()});
    double error = relativeError(expected.values(), features.values());
    assertTrue(error < TOLERANCE, "relative error " + error);
  }

  private static double relativeError(float[] expected, float[] actual) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(expected[i] - actual[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }
}
