package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.BertphoneParamsGenerator.Naming;
import speechreps.model.BertphoneParamsGenerator.Sizes;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.FileRegion;
import speechreps.model.checkpoint.MxnetParamsWriter;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.checkpoint.TensorType;

class BertphoneWeightsTest {
  private static final String QUERY =
      "bertencoder0_transformer1_multiheadattentioncell0_query_weight";

  private Map<String, Tensor> tensors = tensors(Naming.COLLECTED);

  @ParameterizedTest
  @EnumSource(Naming.class)
  void sizesComeFromTheArrays(Naming naming) throws CheckpointException {
    tensors = tensors(naming);

    assertSizes();
  }

  @ParameterizedTest
  @EnumSource(Naming.class)
  void arraysAreTakenByTheirNames(Naming naming) throws CheckpointException {
    tensors = tensors(naming);
    TransformerLayer layer = weights().layers().get(2);

    assertEquals(
        List.of(
            "encoder.transformer_cells.2.attention_cell.proj_query.bias",
            "encoder.transformer_cells.2.attention_cell.proj_key.bias",
            "encoder.transformer_cells.2.attention_cell.proj_value.bias",
            "encoder.transformer_cells.2.proj.bias",
            "encoder.transformer_cells.2.layer_norm.beta",
            "encoder.transformer_cells.2.ffn.ffn_1.bias",
            "encoder.transformer_cells.2.ffn.ffn_2.bias",
            "encoder.transformer_cells.2.ffn.layer_norm.beta"),
        List.of(
                layer.query().bias(),
                layer.key().bias(),
                layer.value().bias(),
                layer.projection().bias(),
                layer.attentionNorm().beta(),
                layer.widening().bias(),
                layer.narrowing().bias(),
                layer.outputNorm().beta())
            .stream()
            .map(tensor -> saved(tensor.name()))
            .toList());
  }

  @Test
  void theCountersOfTheWritingProcessDoNotMatter() throws CheckpointException {
    rename(name -> name.replace("bertencoder0_", "bertencoder7_").replace("dense0_", "dense3_"));

    assertSizes();
  }

  @Test
  void aPrefixDoesNotMatter() throws CheckpointException {
    rename(name -> "OpenSpeechModel_" + name);
    assertSizes();

    tensors = tensors(Naming.SAVED);
    rename(name -> "arg:model." + name);
    assertSizes();
  }

  @Test
  void theClassifierIsIgnored() throws CheckpointException {
    put("dense1_weight", 42, 8);
    put("dense1_bias", 42);
    rename(name -> name.replace("dense0_", "dense2_"));

    assertSizes();
  }

  @Test
  void ofDenseLayersWithEquallyManyColumnsTheFirstIsTaken() throws CheckpointException {
    put("dense1_weight", 8, 8);

    assertSizes();
  }

  @Test
  void denseLayersThatCannotBeToldApartAreNamed() {
    put("dense2_weight", 8, 8);
    rename(name -> name.replace("dense0_", "dense1_"));

    assertRefused(
        "expected one input layer of 8 units, got those that start with [dense1_, dense2_]");
  }

  @Test
  void twoEncodersInOneFileAreNamed() {
    put("bertencoder1_position_weight", 16, 8);

    assertRefused(
        "expected one BERTphone encoder, got those that start with"
            + " [bertencoder0_, bertencoder1_]");
  }

  @Test
  void aMissingArrayIsNamed() {
    tensors.remove(QUERY);

    assertRefused("missing array " + QUERY + " of shape [8, 8]");
  }

  @Test
  void aMissingInputLayerIsNamed() {
    tensors.remove("dense0_weight");

    assertRefused("missing array dense0_weight of shape [8, any]");
  }

  @Test
  void aHoleInTheLayersIsNotTakenForASmallerModel() {
    tensors.keySet().removeIf(name -> name.contains("transformer1_"));

    assertRefused("missing array " + QUERY + " of shape [8, 8]");
  }

  @Test
  void aMisshapenArrayIsNamedWithBothShapes() {
    put(QUERY, 8, 9);

    assertRefused("array " + QUERY + " has the wrong shape: expected [8, 8], got [8, 9]");
  }

  @Test
  void anInputLayerOfOtherColumnsIsNamed() {
    put("dense0_weight", 9, 12);

    assertRefused("array dense0_weight has the wrong shape: expected [8, any], got [9, 12]");
  }

  @Test
  void anotherModelsFileIsRefused() {
    tensors.clear();
    put("rnn_forward._unfused.0.h2h_weight", 4, 4);

    assertRefused("missing array bertencoder0_position_weight of shape [any, any]");
  }

  private void assertSizes() throws CheckpointException {
    assertEquals(12, weights().inputDim());
    assertEquals(8, weights().units());
    assertEquals(16, weights().positions());
    assertEquals(3, weights().numLayers());
  }

  private BertphoneWeights weights() throws CheckpointException {
    return BertphoneWeights.of(new Checkpoint("model.params", tensors));
  }

  private void assertRefused(String problem) {
    CheckpointException e = assertThrows(CheckpointException.class, this::weights);
    assertEquals("model.params: " + problem, e.getMessage());
  }

  private void rename(UnaryOperator<String> naming) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(naming.apply(name), tensor));
    tensors = renamed;
  }

  private void put(String name, long... shape) {
    tensors.put(name, tensor(name, java.util.Arrays.stream(shape).boxed().toList()));
  }

  /** The name in the other spelling. */
  private static String saved(String name) {
    for (MxnetParamsWriter.Array array : BertphoneParamsGenerator.arrays(sizes(Naming.SAVED))) {
      if (name.equals(array.name()) || name.equals(collected(array.name()))) {
        return array.name();
      }
    }
    return name;
  }

  private static String collected(String saved) {
    List<String> from = names(Naming.SAVED);
    return names(Naming.COLLECTED).get(from.indexOf(saved));
  }

  private static List<String> names(Naming naming) {
    return BertphoneParamsGenerator.arrays(sizes(naming)).stream()
        .map(MxnetParamsWriter.Array::name)
        .toList();
  }

  private static Map<String, Tensor> tensors(Naming naming) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (MxnetParamsWriter.Array array : BertphoneParamsGenerator.arrays(sizes(naming))) {
      tensors.put(array.name(), tensor(array.name(), array.shape()));
    }
    return tensors;
  }

  private static Sizes sizes(Naming naming) {
    return new Sizes(12, 8, 20, 3, 16, 1, naming);
  }

  private static Tensor tensor(String name, List<Long> shape) {
    long elements = shape.stream().reduce(1L, (a, b) -> a * b);
    FileRegion nowhere = new FileRegion(Path.of("absent"), 0, elements * Float.BYTES);
    return new Tensor(name, shape, TensorType.FLOAT32, nowhere);
  }
}
