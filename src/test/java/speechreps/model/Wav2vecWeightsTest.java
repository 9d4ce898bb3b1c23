package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.FileRegion;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.checkpoint.TensorType;
import speechreps.model.checkpoint.TorchFile;

class Wav2vecWeightsTest {
  private static final String BIAS = "feature_aggregator.conv_layers.1.1.bias";

  private final Wav2vecConfig config;
  private final Map<String, Tensor> tensors;

  Wav2vecWeightsTest(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("small.pt");
    Wav2vecCheckpointGenerator.write(file, Wav2vecCheckpointGenerator.small());
    TorchFile checkpoint = TorchFile.read(file);
    config = Wav2vecConfig.of(checkpoint.arguments("args"));
    tensors = new LinkedHashMap<>(checkpoint.model().tensors());
  }

  @Test
  void everyLayerHasItsArraysAndTheHeadIsNotAskedFor() throws IOException {
    tensors.keySet().removeIf(name -> name.startsWith("wav2vec_predictions"));
    Wav2vecWeights weights = weights();

    assertEquals(7, weights.features().size());
    assertEquals(3, weights.aggregator().size());
    assertNull(weights.features().get(0).bias());
    assertNull(weights.aggregator().get(0).projection());
    assertEquals(List.of(6L, 6L, 5L), weights.aggregator().get(2).weight().shape());
  }

  @Test
  void aMissingArrayIsNamed() {
    tensors.remove(BIAS);

    assertRefused("missing array " + BIAS + " of shape [6]");
  }

  @Test
  void aMisshapenArrayIsNamedWithBothShapes() {
    String name = "feature_extractor.conv_layers.1.0.weight";
    tensors.put(name, tensors.get("feature_extractor.conv_layers.2.0.weight"));

    assertRefused(
        "array feature_extractor.conv_layers.2.0.weight has the wrong shape: expected [6, 6, 8],"
            + " got [6, 6, 4]");
  }

  @Test
  void aResidualBetweenDifferentChannelsNeedsItsProjection() {
    Wav2vecConfig wider =
        new Wav2vecConfig(
            config.features(),
            List.of(new ConvLayer(9, 2, 1)),
            true,
            false,
            true,
            0.5,
            false,
            false,
            false);
    tensors.put(
        "feature_aggregator.conv_layers.0.1.weight",
        new Tensor(
            "w",
            List.of(9L, 6L, 2L),
            TensorType.FLOAT32,
            new FileRegion(Path.of("absent"), 0, 9 * 6 * 2 * 4)));
    CheckpointException e =
        assertThrows(
            CheckpointException.class,
            () -> Wav2vecWeights.of(new Checkpoint("model.pt", tensors), wider));

    assertEquals(
        "model.pt: missing array feature_aggregator.residual_proj.0.weight of shape [9, 6, 1]",
        e.getMessage());
  }

  private void assertRefused(String problem) {
    CheckpointException e = assertThrows(CheckpointException.class, this::weights);

    assertEquals("model.pt: " + problem, e.getMessage());
  }

  private Wav2vecWeights weights() throws CheckpointException {
    return Wav2vecWeights.of(new Checkpoint("model.pt", tensors), config);
  }
}
