package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.FileRegion;
import speechreps.model.checkpoint.MxnetParamsWriter;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.checkpoint.TensorType;

class DecoarWeightsTest {
  private static final String LAST = "rnn_backward._unfused.2.h2h_bias";

  private final Map<String, Tensor> tensors = tensors(Naming.DOTTED);

  @ParameterizedTest
  @EnumSource(Naming.class)
  void sizesComeFromTheArrays(Naming naming) throws CheckpointException {
    DecoarWeights weights = DecoarWeights.of(new Checkpoint("m", tensors(naming)));

    assertEquals(40, weights.inputDim());
    assertEquals(6, weights.projectionDim());
    assertEquals(5, weights.hiddenDim());
    assertEquals(3, weights.numLayers());
    assertEquals(
        naming == Naming.PYTORCH ? EngineKind.PYTORCH : EngineKind.MXNET, weights.release());
  }

  @Test
  void mxnetWantsAllWeightsBeforeAllBiases() throws CheckpointException {
    DecoarWeights weights = DecoarWeights.of(new Checkpoint("m", tensors));

    assertEquals(
        List.of(
            "rnn_forward._unfused.0.i2h_weight",
            "rnn_forward._unfused.0.h2h_weight",
            "rnn_forward._unfused.1.i2h_weight",
            "rnn_forward._unfused.1.h2h_weight",
            "rnn_forward._unfused.2.i2h_weight",
            "rnn_forward._unfused.2.h2h_weight",
            "rnn_forward._unfused.0.i2h_bias",
            "rnn_forward._unfused.0.h2h_bias",
            "rnn_forward._unfused.1.i2h_bias",
            "rnn_forward._unfused.1.h2h_bias",
            "rnn_forward._unfused.2.i2h_bias",
            "rnn_forward._unfused.2.h2h_bias"),
        DecoarMxnetEncoder.inOrder(weights.forward()).stream().map(Tensor::name).toList());
  }

  @Test
  void otherArraysAreIgnored() throws CheckpointException {
    tensors.put("decoder.weight", tensor("decoder.weight", List.of(3L)));

    assertEquals(3, DecoarWeights.of(new Checkpoint("m", tensors)).numLayers());
  }

  @Test
  void aMissingArrayIsNamed() {
    tensors.remove(LAST);

    assertRefused("missing array " + LAST + " of shape [20]");
  }

  @Test
  void aHoleInTheLayersIsNotTakenForASmallerModel() {
    tensors.keySet().removeIf(name -> name.contains("_unfused.1."));

    assertRefused("missing array rnn_forward._unfused.1.i2h_weight of shape [20, 5]");
  }

  @Test
  void aMissingDirectionIsNamed() {
    tensors.keySet().removeIf(name -> name.startsWith("rnn_backward"));

    assertRefused("missing array rnn_backward._unfused.0.i2h_weight of shape [20, 6]");
  }

  @Test
  void anotherModelsFileIsRefused() {
    tensors.clear();
    tensors.put("bertencoder0_position_weight", tensor("p", List.of(512L, 768L)));

    assertRefused("missing array encoder.weight of shape [any, any]");
  }

  @Test
  void aMisshapenArrayIsNamedWithBothShapes() {
    String name = "rnn_forward._unfused.1.h2h_weight";
    tensors.put(name, tensor(name, List.of(20L, 6L)));

    assertRefused("array " + name + " has the wrong shape: expected [20, 5], got [20, 6]");
  }

  @Test
  void anArrayOfSizeZeroIsRefused() {
    tensors.put("encoder.weight", tensor("encoder.weight", List.of(6L, 0L)));

    assertRefused("array encoder.weight has the wrong shape: expected [any, any], got [6, 0]");
  }

  @Test
  void aFileForPytorchHoldsNothingElse() {
    tensors.clear();
    tensors.putAll(tensors(Naming.PYTORCH));
    tensors.put("decoder.weight", tensor("decoder.weight", List.of(3L)));

    assertRefused("expected 26 arrays: missing none, not expected decoder.weight");
  }

  @Test
  void aFileForPytorchIsRefusedWithoutOneOfItsArrays() {
    tensors.clear();
    tensors.putAll(tensors(Naming.PYTORCH));
    tensors.remove("backward_lstm.bias_hh_l1");

    assertRefused("expected 26 arrays: missing backward_lstm.bias_hh_l1, not expected none");
  }

  @Test
  void aFileForPytorchIsRefusedWithoutItsFirstLayer() {
    tensors.clear();
    tensors.putAll(tensors(Naming.PYTORCH));
    tensors.keySet().removeIf(name -> name.startsWith("post_extract_proj"));

    assertRefused(
        "expected 26 arrays: missing post_extract_proj.weight, post_extract_proj.bias, not expected"
            + " none");
  }

  @Test
  void aMisshapenArrayOfAFileForPytorchIsNamedWithBothShapes() {
    tensors.clear();
    tensors.putAll(tensors(Naming.PYTORCH));
    String name = "backward_lstm.weight_ih_l0";
    tensors.put(name, tensor(name, List.of(20L, 5L)));

    assertRefused("array " + name + " has the wrong shape: expected [20, 6], got [20, 5]");
  }

  private void assertRefused(String problem) {
    CheckpointException e =
        assertThrows(
            CheckpointException.class,
            () -> DecoarWeights.of(new Checkpoint("model.params", tensors)));
    assertEquals("model.params: " + problem, e.getMessage());
  }

  private static Map<String, Tensor> tensors(Naming naming) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (MxnetParamsWriter.Array array :
        DecoarParamsGenerator.arrays(new Sizes(40, 5, 3, 6, 1, naming))) {
      tensors.put(array.name(), tensor(array.name(), array.shape()));
    }
    return tensors;
  }

  private static Tensor tensor(String name, List<Long> shape) {
    long elements = shape.stream().reduce(1L, (a, b) -> a * b);
    FileRegion nowhere = new FileRegion(Path.of("absent"), 0, elements * Float.BYTES);
    return new Tensor(name, shape, TensorType.FLOAT32, nowhere);
  }
}
