package speechreps.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.Tensor;

/**
 * The arrays of a DeCoAR encoder as published for MXNet. All sizes come from the file.
 *
 * <p>Three spellings of the names are accepted: {@code save_parameters} ({@code encoder.weight},
 * {@code rnn_forward._unfused.0.i2h_weight}), the older one without dots ({@code dense0_weight},
 * {@code lstm0_l0_i2h_weight}; {@code lstm1} is the backward stack), and that with a prefix ({@code
 * arg:}, {@code decoar0_}). As in MXNet, a file with a dot in any name is read by the first only.
 *
 * @param inputDim features a frame
 * @param projectionDim columns after the first, linear layer
 * @param hiddenDim LSTM units for each direction
 * @param numLayers LSTM layers for each direction
 * @param projectionWeight {@code [projectionDim × inputDim]}
 * @param projectionBias {@code [projectionDim]}
 * @param forward weights of all layers, {@code [4 hiddenDim × columns]}, input before hidden; then
 *     biases of all layers, {@code [4 hiddenDim]}, likewise. Gates: input, forget, cell, output
 * @param backward the same for the stack that runs backward in time
 */
record DecoarWeights(
    int inputDim,
    int projectionDim,
    int hiddenDim,
    int numLayers,
    Tensor projectionWeight,
    Tensor projectionBias,
    List<Tensor> forward,
    List<Tensor> backward) {
  private static final Pattern LAYER =
      Pattern.compile("rnn_(?:forward|backward)\\._unfused\\.(\\d{1,4})\\..*");
  private static final Pattern LEGACY_PROJECTION = Pattern.compile("(?:.*_)?dense0_(weight|bias)");
  private static final Pattern LEGACY_LSTM =
      Pattern.compile("(?:.*_)?lstm([01])_l(\\d+)_([ih]2h_(?:weight|bias))");

  /**
   * Picks the arrays out of a checkpoint; others are ignored.
   *
   * @throws CheckpointException when one is missing or has another shape than the rest demands
   */
  static DecoarWeights of(Checkpoint file) throws CheckpointException {
    Checkpoint checkpoint = withDottedNames(file);
    List<Long> projection = checkpoint.require("encoder.weight", -1, -1).shape();
    long projectionDim = projection.get(0);
    long inputDim = projection.get(1);
    String hiddenWeight = "rnn_forward._unfused.0.h2h_weight";
    long hiddenDim = checkpoint.require(hiddenWeight, -1, -1).shape().get(1);
    int numLayers = countLayers(checkpoint);
    return new DecoarWeights(
        Math.toIntExact(inputDim),
        Math.toIntExact(projectionDim),
        Math.toIntExact(hiddenDim),
        numLayers,
        checkpoint.require("encoder.weight", projectionDim, inputDim),
        checkpoint.require("encoder.bias", projectionDim),
        stack(checkpoint, "rnn_forward", projectionDim, hiddenDim, numLayers),
        stack(checkpoint, "rnn_backward", projectionDim, hiddenDim, numLayers));
  }

  private static List<Tensor> stack(
      Checkpoint checkpoint, String direction, long projectionDim, long hiddenDim, int numLayers)
      throws CheckpointException {
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> biases = new ArrayList<>();
    long gates = 4 * hiddenDim;
    for (int layer = 0; layer < numLayers; layer++) {
      String prefix = direction + "._unfused." + layer + ".";
      long columns = layer == 0 ? projectionDim : hiddenDim;
      weights.add(checkpoint.require(prefix + "i2h_weight", gates, columns));
      weights.add(checkpoint.require(prefix + "h2h_weight", gates, hiddenDim));
      biases.add(checkpoint.require(prefix + "i2h_bias", gates));
      biases.add(checkpoint.require(prefix + "h2h_bias", gates));
    }
    weights.addAll(biases);
    return List.copyOf(weights);
  }

  /** One more than the highest layer that is named: a layer with holes is refused, not dropped. */
  private static int countLayers(Checkpoint checkpoint) {
    int layers = 1;
    for (String name : checkpoint.names()) {
      Matcher matcher = LAYER.matcher(name);
      if (matcher.matches()) {
        layers = Math.max(layers, Integer.parseInt(matcher.group(1)) + 1);
      }
    }
    return layers;
  }

  private static Checkpoint withDottedNames(Checkpoint file) {
    if (file.names().stream().anyMatch(name -> name.contains("."))) {
      return file;
    }
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    file.tensors().forEach((name, tensor) -> renamed.put(dotted(name), tensor));
    return new Checkpoint(file.location(), renamed);
  }

  private static String dotted(String name) {
    String bare = name.replaceFirst("^(arg|aux):", "");
    Matcher projection = LEGACY_PROJECTION.matcher(bare);
    if (projection.matches()) {
      return "encoder." + projection.group(1);
    }
    Matcher lstm = LEGACY_LSTM.matcher(bare);
    if (lstm.matches()) {
      String direction = lstm.group(1).equals("0") ? "rnn_forward" : "rnn_backward";
      return direction + "._unfused." + lstm.group(2) + "." + lstm.group(3);
    }
    return name;
  }
}
