package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.model.NpyMatrix;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;

/** What BERTphone's own code makes of normalised MFCCs, bit by bit. */
@Tag("conformance")
class FrameStackingConformanceTest {
  private final Path folder =
      Path.of(System.getProperty("conformance.data"), "golden", "models", "outputs", "e2e");

  @ParameterizedTest
  @ValueSource(strings = {"00p05s", "00p30s", "01p00s", "03p70s", "12p00s"})
  void stacksEqualTheOriginals(String recording) throws IOException {
    FeatureMatrix features = matrix("mfcc40_8k_cmvn_" + recording);

    assertEquals(
        matrix("mfcc40_8k_stacked_" + recording),
        FrameStacking.stack(features, 3, RowStore.IN_MEMORY),
        recording);
  }

  private FeatureMatrix matrix(String name) throws IOException {
    NpyMatrix matrix = NpyMatrix.read(folder.resolve(name + ".npy"));
    return new FeatureMatrix(matrix.shape()[0], matrix.shape()[1], matrix.values());
  }
}
