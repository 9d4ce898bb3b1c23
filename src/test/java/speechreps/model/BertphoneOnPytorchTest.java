package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.BertphoneParamsGenerator.Naming;
import speechreps.model.BertphoneParamsGenerator.Sizes;
import speechreps.model.natives.CpuFlags;
import speechreps.speech.FeatureMatrix;

/**
 * The other engine for the same model; MXNet's numbers are held by {@link BertphoneEncoderTest}.
 */
class BertphoneOnPytorchTest implements EncoderContract {
  private static final int POSITIONS = 64;
  private static final Sizes SMALL = new Sizes(12, 24, 40, 3, POSITIONS, 1, Naming.COLLECTED);

  private static Path folder;
  private static Encoder shared;

  @BeforeAll
  static void load(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    shared = Encoders.load(small(options(EngineKind.PYTORCH, null, null)));
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  @Override
  public Encoder encoder() {
    return shared;
  }

  @Override
  public Encoder newEncoder() throws IOException {
    return Encoders.load(small(options(EngineKind.PYTORCH, null, null)));
  }

  @Override
  public int outputFrames(int inputFrames) {
    return inputFrames;
  }

  @Test
  void theSpecNamesTheEngine() {
    assertEquals("pytorch", shared.spec().details().get("engine"));
  }

  @ParameterizedTest
  @CsvSource({"last", "0", "2", "0,3", "all"})
  void bothEnginesGiveTheSameLayers(String layer) throws IOException {
    assertSame(layer, null);
  }

  @ParameterizedTest
  @EnumSource(names = {"WINDOWS", "CLIP_POSITIONS"})
  void bothEnginesTreatLongAudioAlike(LongAudio longAudio) throws IOException {
    assertSame("last", longAudio);
  }

  @Test
  void bfloat16CostsDigitsOrIsRefusedWhereTheProcessorLacksIt() throws IOException {
    EncoderConfig config =
        small(new EncoderOptions(null, null, null, EngineKind.PYTORCH, Compute.BF16, Map.of()));
    if (!CpuFlags.hasBrainFloat()) {
      assertThrows(IllegalArgumentException.class, () -> Encoders.load(config));
      return;
    }
    FeatureMatrix input = Matrices.random(60, 12, 4);
    FeatureMatrix full = shared.encode(List.of(input)).get(0);
    try (Encoder encoder = Encoders.load(config)) {
      FeatureMatrix half = encoder.encode(List.of(input)).get(0);
      double distance = Matrices.relativeDistance(full.values(), half.values());
      assertTrue(distance > 5e-4 && distance < 2e-2, "distance " + distance);
    }
  }

  private static void assertSame(String layer, @Nullable LongAudio longAudio) throws IOException {
    List<FeatureMatrix> inputs =
        List.of(
            Matrices.random(POSITIONS, 12, 1),
            Matrices.random(3 * POSITIONS + 5, 12, 2),
            Matrices.random(1, 12, 3));
    try (Encoder mxnet = Encoders.load(small(options(EngineKind.MXNET, layer, longAudio)));
        Encoder pytorch = Encoders.load(small(options(EngineKind.PYTORCH, layer, longAudio)))) {
      List<FeatureMatrix> expected = mxnet.encode(inputs);
      List<FeatureMatrix> actual = pytorch.encode(inputs);
      for (int i = 0; i < inputs.size(); i++) {
        assertClose(expected.get(i), actual.get(i), "input " + i);
        int numFrames = inputs.get(i).numFrames();
        assertEquals(mxnet.remark(numFrames), pytorch.remark(numFrames));
      }
    }
  }

  private static EncoderOptions options(
      EngineKind engine, @Nullable String layer, @Nullable LongAudio longAudio) {
    return new EncoderOptions(layer, null, longAudio, engine, Compute.FP32, Map.of());
  }

  private static EncoderConfig small(EncoderOptions options) throws IOException {
    Path file = folder.resolve("small.params");
    BertphoneParamsGenerator.write(file, SMALL);
    return EncoderConfig.of("bertphone", file.toString()).with(options);
  }
}
