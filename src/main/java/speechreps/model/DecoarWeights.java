package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import speechreps.model.DecoarNames.Direction;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.Tensor;

/**
 * The arrays of a DeCoAR encoder as published for MXNet or for PyTorch, to be computed by either.
 * All sizes come from the file.
 *
 * @param release the engine that the file was published for
 * @param inputDim features a frame
 * @param projectionDim columns after the first, linear layer
 * @param hiddenDim LSTM units for each direction
 * @param projectionWeight {@code [projectionDim × inputDim]}
 * @param projectionBias {@code [projectionDim]}
 * @param forward LSTM layers that run forward in time, from the input on
 * @param backward as many that run backward
 */
record DecoarWeights(
    EngineKind release,
    int inputDim,
    int projectionDim,
    int hiddenDim,
    Tensor projectionWeight,
    Tensor projectionBias,
    List<Layer> forward,
    List<Layer> backward) {

  /**
   * An LSTM layer. Gates, one below the other: input, forget, cell, output; both biases are added.
   *
   * @param inputWeight {@code [4 hiddenDim × columns]}
   * @param hiddenWeight {@code [4 hiddenDim × hiddenDim]}
   * @param inputBias {@code [4 hiddenDim]}
   * @param hiddenBias {@code [4 hiddenDim]}
   */
  record Layer(Tensor inputWeight, Tensor hiddenWeight, Tensor inputBias, Tensor hiddenBias) {}

  /**
   * Picks the arrays out of a checkpoint. In a file of the MXNet release others are ignored, as the
   * original does; one of the PyTorch release must hold exactly the model: there the original takes
   * any file without a word, and computes with random weights what it lacks.
   *
   * @throws CheckpointException when an array is missing, too many, or has another shape than the
   *     rest demands
   */
  static DecoarWeights of(Checkpoint file) throws CheckpointException {
    Checkpoint checkpoint = DecoarNames.withDots(file);
    DecoarNames names = DecoarNames.of(checkpoint);
    int numLayers = names.countLayers(checkpoint);
    if (names == DecoarNames.PYTORCH) {
      checkpoint.requireOnly(names.all(numLayers));
    }
    List<Long> projection = checkpoint.require(names.projectionWeight(), -1, -1).shape();
    long projectionDim = projection.get(0);
    long inputDim = projection.get(1);
    String hiddenWeight = names.hiddenWeight(Direction.FORWARD, 0);
    long hiddenDim = checkpoint.require(hiddenWeight, -1, -1).shape().get(1);
    Stacks stacks = new Stacks(checkpoint, names, projectionDim, hiddenDim, numLayers);
    return new DecoarWeights(
        names == DecoarNames.PYTORCH ? EngineKind.PYTORCH : EngineKind.MXNET,
        Math.toIntExact(inputDim),
        Math.toIntExact(projectionDim),
        Math.toIntExact(hiddenDim),
        checkpoint.require(names.projectionWeight(), projectionDim, inputDim),
        checkpoint.require(names.projectionBias(), projectionDim),
        stacks.layers(Direction.FORWARD),
        stacks.layers(Direction.BACKWARD));
  }

  /** LSTM layers for each direction. */
  int numLayers() {
    return forward.size();
  }

  private record Stacks(
      Checkpoint checkpoint, DecoarNames names, long projectionDim, long hiddenDim, int numLayers) {
    List<Layer> layers(Direction direction) throws CheckpointException {
      List<Layer> layers = new ArrayList<>();
      for (int layer = 0; layer < numLayers; layer++) {
        layers.add(layer(direction, layer));
      }
      return List.copyOf(layers);
    }

    private Layer layer(Direction direction, int layer) throws CheckpointException {
      long gates = 4 * hiddenDim;
      long columns = layer == 0 ? projectionDim : hiddenDim;
      return new Layer(
          checkpoint.require(names.inputWeight(direction, layer), gates, columns),
          checkpoint.require(names.hiddenWeight(direction, layer), gates, hiddenDim),
          checkpoint.require(names.inputBias(direction, layer), gates),
          checkpoint.require(names.hiddenBias(direction, layer), gates));
    }
  }
}
