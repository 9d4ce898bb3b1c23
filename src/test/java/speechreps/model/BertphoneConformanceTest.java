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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.model.BertphoneParamsGenerator.Naming;
import speechreps.model.BertphoneParamsGenerator.Sizes;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.model.checkpoint.MxnetParamsWriter;
import speechreps.speech.FeatureMatrix;

/**
 * Files written, and outputs computed, by the original: MXNet 1.9.1 and gluonnlp in Python. It
 * clips positions beyond its table.
 */
@Tag("conformance")
class BertphoneConformanceTest {
  private final Path models = Path.of(System.getProperty("conformance.data"), "golden", "models");
  private final Path checkpoints = models.resolve("checkpoints");

  @ParameterizedTest
  @CsvSource({
    "bertphone-small.params,MXNET",
    "bertphone-small.params,PYTORCH",
    "bertphone-small.save_parameters.params,MXNET"
  })
  void outputsEqualTheOriginals(String file, EngineKind engine) throws IOException {
    assertGoldens(file, engine, "small", 1, 2, 3, 37, 371, 600, 1198);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void outputsOfAShortTableEqualTheOriginals(EngineKind engine) throws IOException {
    assertGoldens("bertphone-small16.params", engine, "small16", 1, 2, 3, 37);
  }

  @Test
  void whatTheTableHoldsIsTheSameWithWindows() throws IOException {
    EncoderOptions windows = new EncoderOptions(null, 4, null, null, Compute.FP32, Map.of());
    try (Encoder encoder = load("bertphone-small.params", windows)) {
      assertClose(golden("small", 371), encoder.encode(List.of(input(371))).get(0), "T 371");
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void oneBatchOfAllLengthsEqualsTheOriginals(EngineKind engine) throws IOException {
    int[] lengths = {371, 1, 1198, 3, 600, 37, 2};
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int length : lengths) {
      inputs.add(input(length));
    }
    try (Encoder encoder = load("bertphone-small.params", asTheOriginal(engine))) {
      List<FeatureMatrix> outputs = encoder.encode(inputs);
      for (int i = 0; i < lengths.length; i++) {
        assertClose(golden("small", lengths[i]), outputs.get(i), "T " + lengths[i]);
      }
    }
  }

  /**
   * At the published width, on processors with AVX-512: a row's bits depend neither on its
   * neighbours nor on the number of threads.
   */
  @ParameterizedTest
  @EnumSource(Compute.class)
  void neighboursAndThreadsChangeNoBit(Compute compute, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.params");
    BertphoneParamsGenerator.write(file, new Sizes(120, 768, 3072, 2, 512, 1, Naming.COLLECTED));
    EncoderOptions options = new EncoderOptions(null, null, null, null, compute, Map.of());
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int length : new int[] {1, 15, 16, 17, 100, 513, 3}) {
      inputs.add(Matrices.random(length, 120, length));
    }
    List<FeatureMatrix> alone = new ArrayList<>();
    try (Encoder encoder = load(file, options, 1)) {
      for (FeatureMatrix input : inputs) {
        alone.addAll(encoder.encode(List.of(input)));
      }
      assertEquals(alone, encoder.encode(inputs));
    }
    try (Encoder encoder = load(file, options, 2)) {
      assertEquals(alone, encoder.encode(inputs));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bertphone-small.params", "bertphone-small.save_parameters.params"})
  void theGeneratorWritesWhatTheOriginalWrites(String file) throws IOException {
    Map<String, List<Long>> expected = new TreeMap<>();
    MxnetParamsReader.read(checkpoints.resolve(file))
        .tensors()
        .forEach((name, tensor) -> expected.put(name, tensor.shape()));
    Naming naming = file.contains("save") ? Naming.SAVED : Naming.COLLECTED;
    Map<String, List<Long>> actual = new TreeMap<>();
    for (MxnetParamsWriter.Array array :
        BertphoneParamsGenerator.arrays(new Sizes(120, 32, 64, 2, 512, 1, naming))) {
      actual.put(array.name(), array.shape());
    }

    assertEquals(expected, actual);
  }

  private static EncoderOptions asTheOriginal(EngineKind engine) {
    return new EncoderOptions(null, 4, LongAudio.CLIP_POSITIONS, engine, Compute.FP32, Map.of());
  }

  private void assertGoldens(String file, EngineKind engine, String model, int... lengths)
      throws IOException {
    try (Encoder encoder = load(file, asTheOriginal(engine))) {
      for (int length : lengths) {
        FeatureMatrix output = encoder.encode(List.of(input(length))).get(0);
        assertClose(golden(model, length), output, file + " T " + length);
      }
    }
  }

  private Encoder load(String file, EncoderOptions options) throws IOException {
    return load(checkpoints.resolve(file), options, 1);
  }

  private static Encoder load(Path file, EncoderOptions options, int threads) throws IOException {
    return Encoders.load(
        new EncoderConfig("bertphone", file.toString(), options, null, EngineThreads.of(threads)));
  }

  private FeatureMatrix input(int length) throws IOException {
    return matrix("inputs/feats120_%04d.npy".formatted(length));
  }

  private FeatureMatrix golden(String model, int length) throws IOException {
    return matrix("outputs/bertphone/%s_feats120_%04d.npy".formatted(model, length));
  }

  private FeatureMatrix matrix(String name) throws IOException {
    NpyMatrix matrix = NpyMatrix.read(models.resolve(name));
    return new FeatureMatrix(matrix.shape()[0], matrix.shape()[1], matrix.values());
  }
}
