package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.model.checkpoint.MxnetParamsWriter;
import speechreps.speech.FeatureMatrix;

/** Files written, and outputs computed, by the original: MXNet 1.9.1 in Python. */
@Tag("conformance")
class DecoarConformanceTest {
  private static final int[] LENGTHS = {1, 2, 3, 37, 371, 1198};

  private final Path models = Path.of(System.getProperty("conformance.data"), "golden", "models");
  private final Path checkpoints = models.resolve("checkpoints");
  private final Path small = checkpoints.resolve("decoar-encoder-small.params");

  @Test
  void outputsEqualTheOriginals() throws IOException {
    try (Encoder encoder = load(small)) {
      for (int length : LENGTHS) {
        assertClose(golden(length), encoder.encode(List.of(input(length))).get(0), "T " + length);
      }
    }
  }

  @Test
  void oneBatchOfAllLengthsEqualsTheOriginals() throws IOException {
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int length : LENGTHS) {
      inputs.add(input(length));
    }
    try (Encoder encoder = load(small)) {
      List<FeatureMatrix> outputs = encoder.encode(inputs);
      for (int i = 0; i < LENGTHS.length; i++) {
        assertClose(golden(LENGTHS[i]), outputs.get(i), "T " + LENGTHS[i]);
      }
    }
  }

  @Test
  void aPaddedBatchEqualsThatOfTheOriginal() throws IOException {
    NpyMatrix input = NpyMatrix.read(models.resolve("inputs/feats40_batch_37_3_1.npy"));
    NpyMatrix output = NpyMatrix.read(models.resolve("outputs/decoar_mx/small_batch_37_3_1.npy"));
    int[] lengths = {37, 3, 1};
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      inputs.add(sequence(input, i, lengths[i]));
    }
    try (Encoder encoder = load(small)) {
      List<FeatureMatrix> outputs = encoder.encode(inputs);
      for (int i = 0; i < lengths.length; i++) {
        assertClose(sequence(output, i, lengths[i]), outputs.get(i), "sequence " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v0",
        "v1",
        "v2",
        "v3",
        "gpuctx",
        "stripped",
        "arg-stripped",
        "extra",
        "reordered",
        "f64"
      })
  void everyVariantOfTheFileGivesTheSameOutput(String variant) throws IOException {
    try (Encoder encoder = load(variant(variant))) {
      assertClose(golden(37), encoder.encode(List.of(input(37))).get(0), variant);
    }
  }

  /** The original refuses half precision; here it is widened, and costs its three digits. */
  @Test
  void halfPrecisionIsAccepted() throws IOException {
    double halfPrecision = 1e-3;
    try (Encoder encoder = load(variant("f16"))) {
      FeatureMatrix output = encoder.encode(List.of(input(37))).get(0);
      assertEquals(
          0, Matrices.relativeDistance(golden(37).values(), output.values()), halfPrecision);
    }
  }

  @Test
  void aMissingArrayIsNamed() {
    Path file = variant("missing");
    CheckpointException e = assertThrows(CheckpointException.class, () -> load(file));
    assertEquals(
        file + ": missing array rnn_backward._unfused.1.h2h_bias of shape [128]", e.getMessage());
  }

  @Test
  void theGeneratorWritesWhatTheOriginalWrites() throws IOException {
    Map<String, List<Long>> expected = new TreeMap<>();
    MxnetParamsReader.read(small).tensors().forEach((name, t) -> expected.put(name, t.shape()));
    Map<String, List<Long>> actual = new TreeMap<>();
    for (MxnetParamsWriter.Array array :
        DecoarParamsGenerator.arrays(new Sizes(40, 32, 2, 32, 1, Naming.DOTTED))) {
      actual.put(array.name(), array.shape());
    }

    assertEquals(expected, actual);
  }

  @Test
  void thePytorchEngineGivesTheSame() throws IOException {
    try (Encoder encoder = load(small, EngineKind.PYTORCH)) {
      for (int length : LENGTHS) {
        assertClose(golden(length), encoder.encode(List.of(input(length))).get(0), "T " + length);
      }
    }
  }

  private Path variant(String variant) {
    return checkpoints.resolve("decoar-variants/decoar-small." + variant + ".params");
  }

  private static Encoder load(Path file) throws IOException {
    return Encoders.load(EncoderConfig.of("decoar", file.toString()));
  }

  private static Encoder load(Path file, EngineKind engine) throws IOException {
    return Encoders.load(
        EncoderConfig.of("decoar", file.toString())
            .with(DecoarContract.options(engine, Compute.FP32)));
  }

  private FeatureMatrix input(int length) throws IOException {
    return matrix(models.resolve("inputs/feats40_%04d.npy".formatted(length)));
  }

  private FeatureMatrix golden(int length) throws IOException {
    return matrix(models.resolve("outputs/decoar_mx/small_feats40_%04d.npy".formatted(length)));
  }

  private static FeatureMatrix matrix(Path file) throws IOException {
    NpyMatrix matrix = NpyMatrix.read(file);
    return new FeatureMatrix(matrix.shape()[0], matrix.shape()[1], matrix.values());
  }

  /** One sequence of {@code [frames × sequences × dim]}, without its padding. */
  private static FeatureMatrix sequence(NpyMatrix batch, int sequence, int length) {
    int sequences = batch.shape()[1];
    int dim = batch.shape()[2];
    float[] values = new float[length * dim];
    for (int t = 0; t < length; t++) {
      System.arraycopy(batch.values(), (t * sequences + sequence) * dim, values, t * dim, dim);
    }
    return new FeatureMatrix(length, dim, values);
  }
}
