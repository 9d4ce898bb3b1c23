package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import speechreps.model.TransformerLayer.Linear;
import speechreps.model.TransformerLayer.Norm;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.Tensor;

/**
 * The arrays of a BERTphone encoder as published for MXNet. All sizes come from the file, except
 * the number of attention heads, which is in none.
 *
 * @param inputDim columns of an input row
 * @param units columns between layers
 * @param positions rows of the position table
 * @param embedding {@code inputDim → units}
 * @param position {@code [positions × units]}
 * @param norm of the sum of both
 * @param layers at least one
 */
record BertphoneWeights(
    int inputDim,
    int units,
    int positions,
    Linear embedding,
    Tensor position,
    Norm norm,
    List<TransformerLayer> layers) {
  /**
   * Picks the arrays out of a checkpoint; others, such as the phone classifier's, are ignored.
   *
   * @throws CheckpointException when one is missing, has another shape than the rest demands, or
   *     cannot be told from another
   */
  static BertphoneWeights of(Checkpoint checkpoint) throws CheckpointException {
    BertphoneNames names = BertphoneNames.of(checkpoint);
    List<Long> table = checkpoint.require(names.position(), -1, -1).shape();
    long units = table.get(1);
    long inputDim = checkpoint.require(names.embedding() + "weight", units, -1).shape().get(1);
    long ffnDim = checkpoint.require(names.widening(0) + "weight", -1, units).shape().get(0);
    Reader reader = new Reader(checkpoint, names, units, ffnDim);
    List<TransformerLayer> layers = new ArrayList<>();
    for (int layer = 0; layer < names.numLayers(); layer++) {
      layers.add(reader.layer(layer));
    }
    return new BertphoneWeights(
        Math.toIntExact(inputDim),
        Math.toIntExact(units),
        Math.toIntExact(table.get(0)),
        reader.linear(names.embedding(), units, inputDim),
        checkpoint.require(names.position(), -1, -1),
        reader.norm(names.norm()),
        List.copyOf(layers));
  }

  /** Layers of the model. */
  int numLayers() {
    return layers.size();
  }

  private record Reader(Checkpoint checkpoint, BertphoneNames names, long units, long ffnDim) {
    TransformerLayer layer(int layer) throws CheckpointException {
      return new TransformerLayer(
          linear(names.query(layer), units, units),
          linear(names.key(layer), units, units),
          linear(names.value(layer), units, units),
          linear(names.projection(layer), units, units),
          norm(names.attentionNorm(layer)),
          linear(names.widening(layer), ffnDim, units),
          linear(names.narrowing(layer), units, ffnDim),
          norm(names.outputNorm(layer)));
    }

    Linear linear(String stem, long outputs, long inputs) throws CheckpointException {
      return new Linear(
          checkpoint.require(stem + "weight", outputs, inputs),
          checkpoint.require(stem + "bias", outputs));
    }

    Norm norm(String stem) throws CheckpointException {
      return new Norm(
          checkpoint.require(stem + "gamma", units), checkpoint.require(stem + "beta", units));
    }
  }
}
