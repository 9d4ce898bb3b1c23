package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.speech.FeatureMatrix;

class DecoarArchitectureTest {
  /** Products have 8 bits; errors of many average out. */
  private static final double BFLOAT16_TOLERANCE = 1e-2;

  private final Path folder;

  DecoarArchitectureTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({"DOTTED,mxnet", "STRIPPED,mxnet", "PREFIXED,mxnet", "PYTORCH,pytorch"})
  void aFileRunsOnTheEngineThatItWasPublishedFor(Naming naming, String engine) throws IOException {
    Map<String, String> details = Encoders.inspect(config(naming)).details();

    assertEquals(Map.of("engine", engine, "compute", "fp32", "long-audio", "exact"), details);
  }

  /** The file's name says nothing: all of this test's end alike. */
  @Test
  void theMelBinsAreThoseOfTheFile() throws IOException {
    EncoderConfig config = config(new Sizes(80, 8, 1, 8, 1, Naming.PYTORCH));

    assertEquals(
        new ModelInput.Features("fbank", Map.of("num-mel-bins", "80"), true, 1, 80),
        Encoders.inspect(config).input());
  }

  @ParameterizedTest
  @EnumSource(
      value = Naming.class,
      names = {"DOTTED", "PYTORCH"})
  void bothEnginesGiveTheSameNumbers(Naming naming) throws IOException {
    EncoderConfig config = config(naming);
    List<FeatureMatrix> inputs =
        List.of(Matrices.random(41, 40, 1), Matrices.random(1, 40, 2), Matrices.random(77, 40, 3));
    List<FeatureMatrix> mxnet = encode(config, EngineKind.MXNET, Compute.FP32, inputs);
    List<FeatureMatrix> pytorch = encode(config, EngineKind.PYTORCH, Compute.FP32, inputs);

    for (int i = 0; i < inputs.size(); i++) {
      assertClose(mxnet.get(i), pytorch.get(i), "input " + i);
    }
  }

  @Test
  void halfTheBitsGiveNearlyTheSameNumbers() throws IOException {
    EncoderConfig config = config(Naming.DOTTED);
    List<FeatureMatrix> inputs = List.of(Matrices.random(200, 40, 1));
    FeatureMatrix full = encode(config, EngineKind.PYTORCH, Compute.FP32, inputs).get(0);
    FeatureMatrix half = encode(config, EngineKind.PYTORCH, Compute.BF16, inputs).get(0);
    double distance = Matrices.relativeDistance(full.values(), half.values());

    assertTrue(distance > Matrices.RELATIVE_TOLERANCE, "no bits were dropped: " + distance);
    assertTrue(distance < BFLOAT16_TOLERANCE, "relative distance " + distance);
  }

  @Test
  void halfTheBitsAreRefusedOnMxnet() throws IOException {
    EncoderConfig config = config(Naming.DOTTED).with(DecoarContract.options(null, Compute.BF16));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Encoders.inspect(config));

    assertEquals(
        "--model decoar: --compute bf16 needs --engine pytorch, got mxnet, which computes in fp32"
            + " only",
        e.getMessage());
  }

  private static List<FeatureMatrix> encode(
      EncoderConfig config, EngineKind engine, Compute compute, List<FeatureMatrix> inputs)
      throws IOException {
    EncoderConfig chosen = config.with(DecoarContract.options(engine, compute));
    try (Encoder encoder = Encoders.load(chosen)) {
      assertEquals(Encoders.inspect(chosen), encoder.spec());
      return encoder.encode(inputs);
    }
  }

  private EncoderConfig config(Naming naming) throws IOException {
    return config(new Sizes(40, 48, 2, 32, 1, naming));
  }

  private EncoderConfig config(Sizes sizes) throws IOException {
    Path file = folder.resolve(sizes.naming() + ".model");
    DecoarParamsGenerator.write(file, sizes);
    return EncoderConfig.of("decoar", file.toString());
  }
}
