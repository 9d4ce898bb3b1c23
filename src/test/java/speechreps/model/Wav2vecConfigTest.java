package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.model.checkpoint.Arguments;
import speechreps.model.checkpoint.CheckpointException;

class Wav2vecConfigTest {
  private final Map<String, Object> args = Wav2vecCheckpointGenerator.published();

  @Test
  void thePublishedNetworkHasAFrameEveryTenMilliseconds() throws CheckpointException {
    Wav2vecConfig config = Wav2vecConfig.of(arguments());

    assertEquals(160, config.stride());
    assertEquals(465, config.receptiveField());
    assertEquals(512, config.featureDim());
    assertEquals(512, config.aggregatorDim());
    assertEquals(1, config.frames(465));
    assertEquals(3, config.frames(800));
    assertEquals(98, config.frames(16_000));
    assertEquals(1198, config.frames(192_000));
  }

  @Test
  void whatTheArgumentsDoNotSayIsFairseqsDefault() throws CheckpointException {
    args.keySet().removeIf(name -> !name.startsWith("conv_"));
    Wav2vecConfig config = Wav2vecConfig.of(arguments());

    assertEquals(
        new Wav2vecConfig(
            config.features(), config.aggregator(), false, false, false, 0.5, true, false, true),
        config);
  }

  @ParameterizedTest
  @CsvSource({
    "aggregator, gru, cnn",
    "encoder, td, cnn",
    "activation, gelu, relu",
    "project_features, same, none",
    "vq_type, gumbel, none",
    "norm_location, before, default",
    "latent_vars, 320, null"
  })
  void aNetworkThatIsNotKnownHereIsRefusedByItsArgument(String name, String value, String known) {
    args.put(name, value);

    assertRefused(
        "argument " + name + " of args is not supported: expected " + known + ", got " + value);
  }

  @Test
  void layerNormsAreRefused() {
    args.put("layer_norm_after_feat", 3L);

    assertRefused(
        "argument layer_norm_after_feat of args is not supported: expected 9223372036854775807,"
            + " got 3");
  }

  @Test
  void anAggregatorThatSkipsFramesIsRefused() {
    args.put("conv_aggregator_layers", "[(512, 2, 2)]");

    assertRefused(
        "argument conv_aggregator_layers of args is not supported: expected strides of 1, got 2");
  }

  @Test
  void aSingleFeatureLayerIsRefused() {
    args.put("conv_feature_layers", "[(512, 10, 5)]");

    assertRefused(
        "argument conv_feature_layers of args is not supported: expected at least 2 layers, the"
            + " first of several channels, got [(512, 10, 5)]");
  }

  @Test
  void layersThatAreNoListAreRefusedWithTheirCharacter() {
    args.put("conv_feature_layers", "exit()");

    assertRefused("argument conv_feature_layers of args: expected [ at character 0 of exit()");
  }

  @Test
  void missingLayersAreNamed() {
    args.remove("conv_aggregator_layers");

    assertRefused(
        "argument conv_aggregator_layers of args: expected a string, got no such argument");
  }

  private void assertRefused(String problem) {
    CheckpointException e =
        assertThrows(CheckpointException.class, () -> Wav2vecConfig.of(arguments()));

    assertEquals("model.pt: " + problem, e.getMessage());
  }

  private Arguments arguments() {
    return new Arguments("model.pt", "args", args);
  }
}
