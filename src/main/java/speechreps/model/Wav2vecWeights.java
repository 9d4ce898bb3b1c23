package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.Checkpoint;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.Tensor;

/**
 * The arrays of a wav2vec network as fairseq names them. What only training needs, such as the head
 * that predicts, is not asked for.
 *
 * @param features for each layer of {@link Wav2vecConfig#features}
 * @param aggregator for each layer of {@link Wav2vecConfig#aggregator}
 */
record Wav2vecWeights(List<Layer> features, List<Layer> aggregator) {
  /**
   * A convolution, its norm, and its residual connection.
   *
   * @param weight {@code [dim × inputDim × kernel]}
   * @param bias {@code [dim]}, or null for none
   * @param normWeight {@code [dim]}, or null for ones
   * @param normBias {@code [dim]}, or null for zeros
   * @param projection of the residual, {@code [dim × inputDim × 1]}, or null for none
   */
  record Layer(
      Tensor weight,
      @Nullable Tensor bias,
      @Nullable Tensor normWeight,
      @Nullable Tensor normBias,
      @Nullable Tensor projection) {}

  /** Copies the lists. */
  Wav2vecWeights {
    features = List.copyOf(features);
    aggregator = List.copyOf(aggregator);
  }

  /**
   * Picks the arrays out of a checkpoint.
   *
   * @throws CheckpointException when one is missing or has another shape than the network demands
   */
  static Wav2vecWeights of(Checkpoint checkpoint, Wav2vecConfig config) throws CheckpointException {
    List<Layer> features = new ArrayList<>();
    long inputDim = 1;
    for (ConvLayer layer : config.features()) {
      String prefix = "feature_extractor.conv_layers." + features.size() + ".";
      features.add(
          new Layer(
              checkpoint.require(prefix + "0.weight", layer.dim(), inputDim, layer.kernel()),
              null,
              norm(checkpoint, config, prefix + "2.weight", layer),
              norm(checkpoint, config, prefix + "2.bias", layer),
              null));
      inputDim = layer.dim();
    }
    return new Wav2vecWeights(features, aggregator(checkpoint, config));
  }

  private static List<Layer> aggregator(Checkpoint checkpoint, Wav2vecConfig config)
      throws CheckpointException {
    List<Layer> layers = new ArrayList<>();
    long inputDim = config.featureDim();
    for (ConvLayer layer : config.aggregator()) {
      String prefix = "feature_aggregator.conv_layers." + layers.size() + ".";
      String projection = "feature_aggregator.residual_proj." + layers.size() + ".weight";
      boolean projected = config.aggregatorSkips() && inputDim != layer.dim();
      layers.add(
          new Layer(
              checkpoint.require(prefix + "1.weight", layer.dim(), inputDim, layer.kernel()),
              config.aggregatorBias() ? checkpoint.require(prefix + "1.bias", layer.dim()) : null,
              norm(checkpoint, config, prefix + "3.weight", layer),
              norm(checkpoint, config, prefix + "3.bias", layer),
              projected ? checkpoint.require(projection, layer.dim(), inputDim, 1) : null));
      inputDim = layer.dim();
    }
    return layers;
  }

  private static @Nullable Tensor norm(
      Checkpoint checkpoint, Wav2vecConfig config, String name, ConvLayer layer)
      throws CheckpointException {
    return config.affineNorm() ? checkpoint.require(name, layer.dim()) : null;
  }
}
