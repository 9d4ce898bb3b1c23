package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import speechreps.model.TransformerLayer.Linear;
import speechreps.model.TransformerLayer.Norm;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.Tensor;

/**
 * The arrays of a DeCoAR 2.0 encoder as published for PyTorch. All sizes come from the file, except
 * the number of attention heads, which is in none.
 *
 * @param inputDim features a frame
 * @param units columns between layers
 * @param projection {@code inputDim → units}
 * @param position the convolution that tells positions
 * @param norm of the sum of both
 * @param layers at least one
 */
record Decoar2Weights(
    int inputDim,
    int units,
    Linear projection,
    PositionalConvolution position,
    Norm norm,
    List<TransformerLayer> layers) {
  private static final String PROJECTION = "post_extract_proj.";
  private static final String CONVOLUTION = "encoder.pos_conv.0.";
  private static final String NORM = "encoder.layer_norm.";
  private static final Pattern LAYER = Pattern.compile("encoder\\.layers\\.(\\d{1,4})\\..*");

  /**
   * Takes the arrays out of a checkpoint.
   *
   * @throws CheckpointException when one is missing or too many, or has another shape than the rest
   *     demands
   */
  static Decoar2Weights of(Checkpoint checkpoint) throws CheckpointException {
    int numLayers = checkpoint.countLayers(LAYER);
    checkpoint.requireOnly(names(numLayers));
    List<Long> projection = checkpoint.require(PROJECTION + "weight", -1, -1).shape();
    long units = projection.get(0);
    long inputDim = projection.get(1);
    long ffnDim = checkpoint.require(layer(0) + "fc1.weight", -1, units).shape().get(0);
    Reader reader = new Reader(checkpoint, units, ffnDim);
    List<TransformerLayer> layers = new ArrayList<>();
    for (int layer = 0; layer < numLayers; layer++) {
      layers.add(reader.layer(layer(layer)));
    }
    return new Decoar2Weights(
        Math.toIntExact(inputDim),
        Math.toIntExact(units),
        reader.linear(PROJECTION, units, inputDim),
        reader.convolution(),
        reader.norm(NORM),
        List.copyOf(layers));
  }

  /** Layers of the model. */
  int numLayers() {
    return layers.size();
  }

  private static String layer(int layer) {
    return "encoder.layers." + layer + ".";
  }

  private static List<String> names(int numLayers) {
    List<String> names = new ArrayList<>();
    addWeightAndBias(names, PROJECTION);
    names.addAll(List.of(CONVOLUTION + "bias", CONVOLUTION + "weight_g", CONVOLUTION + "weight_v"));
    for (int layer = 0; layer < numLayers; layer++) {
      for (String part :
          List.of(
              "self_attn.k_proj.",
              "self_attn.v_proj.",
              "self_attn.q_proj.",
              "self_attn.out_proj.",
              "self_attn_layer_norm.",
              "fc1.",
              "fc2.",
              "final_layer_norm.")) {
        addWeightAndBias(names, layer(layer) + part);
      }
    }
    addWeightAndBias(names, NORM);
    return names;
  }

  private static void addWeightAndBias(List<String> names, String stem) {
    names.add(stem + "weight");
    names.add(stem + "bias");
  }

  private record Reader(Checkpoint checkpoint, long units, long ffnDim) {
    TransformerLayer layer(String stem) throws CheckpointException {
      return new TransformerLayer(
          linear(stem + "self_attn.q_proj.", units, units),
          linear(stem + "self_attn.k_proj.", units, units),
          linear(stem + "self_attn.v_proj.", units, units),
          linear(stem + "self_attn.out_proj.", units, units),
          norm(stem + "self_attn_layer_norm."),
          linear(stem + "fc1.", ffnDim, units),
          linear(stem + "fc2.", units, ffnDim),
          norm(stem + "final_layer_norm."));
    }

    PositionalConvolution convolution() throws CheckpointException {
      Tensor direction = checkpoint.require(CONVOLUTION + "weight_v", units, -1, -1);
      long columns = direction.shape().get(1);
      if (units % columns != 0) {
        throw new CheckpointException(
            checkpoint.location(),
            "array "
                + direction.name()
                + ": expected groups of equal size of "
                + units
                + " channels, got groups of "
                + columns);
      }
      return new PositionalConvolution(
          direction,
          checkpoint.require(CONVOLUTION + "weight_g", 1, 1, direction.shape().get(2)),
          checkpoint.require(CONVOLUTION + "bias", units));
    }

    Linear linear(String stem, long outputs, long inputs) throws CheckpointException {
      return new Linear(
          checkpoint.require(stem + "weight", outputs, inputs),
          checkpoint.require(stem + "bias", outputs));
    }

    Norm norm(String stem) throws CheckpointException {
      return new Norm(
          checkpoint.require(stem + "weight", units), checkpoint.require(stem + "bias", units));
    }
  }
}
