package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.model.checkpoint.MxnetParamsWriter;
import speechreps.speech.FeatureMatrix;

/** Files written, and outputs computed, by the original: PyTorch in Python. */
@Tag("conformance")
class DecoarTorchConformanceTest {
  private static final int[] LENGTHS = {1, 2, 3, 37, 371, 1198};

  private final Path models = Path.of(System.getProperty("conformance.data"), "golden", "models");

  @ParameterizedTest
  @CsvSource({"legacy,PYTORCH", "zip,PYTORCH", "legacy,MXNET", "zip,MXNET"})
  void outputsEqualTheOriginals(String format, EngineKind engine) throws IOException {
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int length : LENGTHS) {
      inputs.add(matrix("inputs/feats80_%04d.npy".formatted(length)));
    }
    EncoderConfig config =
        EncoderConfig.of("decoar", checkpoint(format).toString())
            .with(DecoarContract.options(engine, Compute.FP32));
    try (Encoder encoder = Encoders.load(config)) {
      List<FeatureMatrix> together = encoder.encode(inputs);
      for (int i = 0; i < LENGTHS.length; i++) {
        FeatureMatrix golden =
            matrix("outputs/decoar_pt/small_feats80_%04d.npy".formatted(LENGTHS[i]));
        FeatureMatrix alone = encoder.encode(List.of(inputs.get(i))).get(0);
        assertClose(golden, alone, "T " + LENGTHS[i]);
        assertClose(golden, together.get(i), "T " + LENGTHS[i] + " in a batch");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "zip"})
  void theFileIsToldApartByItsContent(String format) throws IOException {
    EncoderSpec spec = Encoders.inspect(EncoderConfig.of("decoar", checkpoint(format).toString()));

    assertEquals("pytorch", spec.details().get("engine"));
    assertEquals(80, spec.inputDim());
    assertEquals(64, spec.outputDim());
  }

  @Test
  void theGeneratorSpellsNamesAsTheOriginalDoes() throws IOException {
    Set<String> spelled = new HashSet<>();
    for (MxnetParamsWriter.Array array :
        DecoarParamsGenerator.arrays(new Sizes(80, 32, 2, 32, 1, Naming.PYTORCH))) {
      spelled.add(array.name());
    }

    assertEquals(Checkpoints.read(checkpoint("zip")).names(), spelled);
  }

  private Path checkpoint(String format) {
    return models.resolve("checkpoints/decoar-pt-small." + format + ".pt");
  }

  private FeatureMatrix matrix(String file) throws IOException {
    NpyMatrix matrix = NpyMatrix.read(models.resolve(file));
    return new FeatureMatrix(matrix.shape()[0], matrix.shape()[1], matrix.values());
  }
}
