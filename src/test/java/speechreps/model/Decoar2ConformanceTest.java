package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.model.Decoar2CheckpointGenerator.Sizes;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.speech.FeatureMatrix;

/** Files written, and outputs computed, by the original without its dropout: fairseq 0.10.2. */
@Tag("conformance")
class Decoar2ConformanceTest {
  private static final int HEADS = 4;
  private static final int[] LENGTHS = {371, 1, 1198, 3, 37, 2};

  private final Path models = Path.of(System.getProperty("conformance.data"), "golden", "models");

  @ParameterizedTest
  @ValueSource(strings = {"decoar2-small.zip.pt", "decoar2-small.legacy.pt"})
  void outputsEqualTheOriginals(String file) throws IOException {
    try (Encoder encoder = load(file)) {
      for (int length : LENGTHS) {
        FeatureMatrix output = encoder.encode(List.of(input(length))).get(0);
        assertClose(golden(length), output, file + " T " + length);
      }
    }
  }

  @Test
  void oneBatchOfAllLengthsEqualsTheOriginals() throws IOException {
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int length : LENGTHS) {
      inputs.add(input(length));
    }
    try (Encoder encoder = load("decoar2-small.zip.pt")) {
      List<FeatureMatrix> outputs = encoder.encode(inputs);
      for (int i = 0; i < LENGTHS.length; i++) {
        assertClose(golden(LENGTHS[i]), outputs.get(i), "T " + LENGTHS[i]);
      }
    }
  }

  @Test
  void theGeneratorWritesWhatTheOriginalWrites() throws IOException {
    Map<String, List<Long>> expected = new TreeMap<>();
    Checkpoints.read(models.resolve("checkpoints/decoar2-small.zip.pt"))
        .tensors()
        .forEach((name, tensor) -> expected.put(name, tensor.shape()));
    Map<String, List<Long>> actual = new TreeMap<>();
    Decoar2CheckpointGenerator.arrays(new Sizes(80, 32, 64, 2, 4, 16, 1))
        .forEach((name, values) -> actual.put(name, values.shape()));

    assertEquals(expected, actual);
  }

  private Encoder load(String file) throws IOException {
    String location = models.resolve("checkpoints").resolve(file).toString();
    EncoderOptions options = new EncoderOptions(null, HEADS, null, null, Compute.FP32, Map.of());
    return Encoders.load(EncoderConfig.of("decoar2", location).with(options));
  }

  private FeatureMatrix input(int length) throws IOException {
    return matrix("inputs/feats80_%04d.npy".formatted(length));
  }

  private FeatureMatrix golden(int length) throws IOException {
    return matrix("outputs/decoar2/small_feats80_%04d.npy".formatted(length));
  }

  private FeatureMatrix matrix(String name) throws IOException {
    NpyMatrix matrix = NpyMatrix.read(models.resolve(name));
    return new FeatureMatrix(matrix.shape()[0], matrix.shape()[1], matrix.values());
  }
}
