package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.Decoar2CheckpointGenerator.Sizes;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.model.checkpoint.TensorType;
import speechreps.model.checkpoint.TorchCheckpointWriter;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;

class Decoar2WeightsTest {
  private static final Sizes SMALL = new Sizes(8, 6, 10, 3, 3, 4, 1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final Map<String, Values> arrays =
      new LinkedHashMap<>(Decoar2CheckpointGenerator.arrays(SMALL));

  @Test
  void sizesComeFromTheArrays() throws IOException {
    Decoar2Weights weights = weights();

    assertEquals(8, weights.inputDim());
    assertEquals(6, weights.units());
    assertEquals(3, weights.numLayers());
    assertEquals(3, weights.position().groups());
    assertEquals(4, weights.position().taps());
  }

  @Test
  void arraysAreTakenByTheirNames() throws IOException {
    TransformerLayer layer = weights().layers().get(2);

    assertEquals(
        List.of(
            "encoder.layers.2.self_attn.q_proj.weight",
            "encoder.layers.2.self_attn.k_proj.weight",
            "encoder.layers.2.self_attn.v_proj.weight",
            "encoder.layers.2.self_attn.out_proj.weight",
            "encoder.layers.2.self_attn_layer_norm.weight",
            "encoder.layers.2.fc1.weight",
            "encoder.layers.2.fc2.weight",
            "encoder.layers.2.final_layer_norm.weight"),
        List.of(
            layer.query().weight().name(),
            layer.key().weight().name(),
            layer.value().weight().name(),
            layer.projection().weight().name(),
            layer.attentionNorm().gamma().name(),
            layer.widening().weight().name(),
            layer.narrowing().weight().name(),
            layer.outputNorm().gamma().name()));
  }

  /** Two units in one group: each tap is a vector of length 5 or 13, scaled to length 1 or 2. */
  @Test
  void weightsOfATapAreScaledToItsLength() throws IOException {
    Sizes sizes = new Sizes(8, 2, 10, 1, 1, 2, 1);
    arrays.clear();
    arrays.putAll(Decoar2CheckpointGenerator.arrays(sizes));
    put("encoder.pos_conv.0.weight_g", List.of(1L, 1L, 2L), 1, 2);
    put("encoder.pos_conv.0.weight_v", List.of(2L, 2L, 2L), 3, 12, 0, 0, 0, 3, 4, -4);
    FloatBuffer target = FloatBuffer.allocate(8);
    weights().position().appendWeight(target);

    assertArrayEquals(
        new float[] {3 / 5f, 24 / 13f, 0, 0, 0, 6 / 13f, 4 / 5f, -8 / 13f}, target.array());
  }

  @Test
  void arraysThatAreMissingOrTooManyAreNamed() {
    arrays.remove("encoder.layers.1.fc2.bias");
    put("quantizer.vars", List.of(1L), 0);

    assertRefused(
        "expected 55 arrays: missing encoder.layers.1.fc2.bias, not expected quantizer.vars");
  }

  @Test
  void anArrayOfAnotherShapeIsRefused() {
    put("encoder.layers.2.fc1.bias", List.of(3L), 1, 2, 3);

    assertRefused("array encoder.layers.2.fc1.bias has the wrong shape: expected [10], got [3]");
  }

  @Test
  void groupsOfUnequalSizeAreRefused() {
    put("encoder.pos_conv.0.weight_v", List.of(6L, 4L, 4L), new double[96]);

    assertRefused(
        "array encoder.pos_conv.0.weight_v: expected groups of equal size of 6 channels, got"
            + " groups of 4");
  }

  private void put(String name, List<Long> shape, double... values) {
    arrays.put(name, Values.of(TensorType.FLOAT32, shape, values));
  }

  private Decoar2Weights weights() throws IOException {
    return Decoar2Weights.of(Checkpoints.read(write()));
  }

  private void assertRefused(String problem) {
    CheckpointException e = assertThrows(CheckpointException.class, this::weights);
    assertEquals(folder.resolve("model.pt") + ": " + problem, e.getMessage());
  }

  private Path write() throws IOException {
    Path file = folder.resolve("model.pt");
    TorchCheckpointWriter.zip(Files.newOutputStream(file), Map.of("model", arrays));
    return file;
  }
}
