package speechreps.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.Arguments;
import speechreps.model.checkpoint.CheckpointException;

/**
 * What a wav2vec network looks like, from the arguments that its checkpoint carries. What decides
 * values and is not here is refused.
 *
 * @param features layers from samples to {@code z}, without padding or bias
 * @param aggregator layers from {@code z} to {@code c}, each padded on the left to keep the length
 * @param logCompression {@code z = log(1 + |z|)} after the last of the first
 * @param featureSkips whether a feature layer that keeps the channels adds its input, thinned out
 * @param aggregatorSkips whether an aggregator layer adds its input, projected where the channels
 *     differ
 * @param residualScale the square of what a sum with an input is multiplied by
 * @param aggregatorBias whether the convolutions of the aggregator have biases
 * @param zeroPad whether padding is zeros, not copies of the first row
 * @param affineNorm whether norms have weights and biases
 */
record Wav2vecConfig(
    List<ConvLayer> features,
    List<ConvLayer> aggregator,
    boolean logCompression,
    boolean featureSkips,
    boolean aggregatorSkips,
    double residualScale,
    boolean aggregatorBias,
    boolean zeroPad,
    boolean affineNorm) {
  /** Arguments that would change the network, with the only value that is known here. */
  private static final Map<String, @Nullable Object> FIXED = fixed();

  /** Copies the lists. */
  Wav2vecConfig {
    features = List.copyOf(features);
    aggregator = List.copyOf(aggregator);
  }

  /**
   * The network of a checkpoint.
   *
   * @throws CheckpointException when an argument is missing or has an unknown value: the message
   *     names it
   */
  static Wav2vecConfig of(Arguments args) throws CheckpointException {
    for (Map.Entry<String, @Nullable Object> entry : FIXED.entrySet()) {
      requireFixed(args, entry.getKey(), entry.getValue());
    }
    Wav2vecConfig config =
        new Wav2vecConfig(
            layers(args, "conv_feature_layers"),
            layers(args, "conv_aggregator_layers"),
            args.bool("log_compression", false),
            args.bool("skip_connections_feat", false),
            args.bool("skip_connections_agg", false),
            args.decimal("residual_scale", 0.5),
            !args.bool("no_conv_bias", false),
            args.bool("agg_zero_pad", false),
            !args.bool("non_affine_group_norm", false));
    config.check(args);
    return config;
  }

  private void check(Arguments args) throws CheckpointException {
    for (ConvLayer layer : aggregator) {
      if (layer.stride() != 1) {
        throw refused(args, "conv_aggregator_layers", "strides of 1", layer.stride());
      }
    }
    if (features.size() < 2 || features.get(0).dim() == 1) {
      Object got = args.values().get("conv_feature_layers");
      throw refused(
          args, "conv_feature_layers", "at least 2 layers, the first of several channels", got);
    }
  }

  /** Channels of {@code z}. */
  int featureDim() {
    return features.get(features.size() - 1).dim();
  }

  /** Channels of {@code c}. */
  int aggregatorDim() {
    return aggregator.get(aggregator.size() - 1).dim();
  }

  /** Samples from one frame to the next. */
  int stride() {
    return features.stream().mapToInt(ConvLayer::stride).reduce(1, Math::multiplyExact);
  }

  /** Samples that one frame of {@code z} sees: the fewest that an utterance may have. */
  int receptiveField() {
    long samples = 1;
    for (int i = features.size() - 1; i >= 0; i--) {
      samples = (samples - 1) * features.get(i).stride() + features.get(i).kernel();
    }
    return Math.toIntExact(samples);
  }

  /** Frames that so many samples give. */
  int frames(int samples) {
    int rows = samples;
    for (ConvLayer layer : features) {
      rows = (rows - layer.kernel()) / layer.stride() + 1;
    }
    return rows;
  }

  private static List<ConvLayer> layers(Arguments args, String name) throws CheckpointException {
    try {
      return ConvLayers.parse(args.string(name));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          args.location(), "argument " + name + " of " + args.name() + ": " + e.getMessage());
    }
  }

  private static Map<String, @Nullable Object> fixed() {
    Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
    fixed.put("encoder", "cnn");
    fixed.put("aggregator", "cnn");
    fixed.put("activation", "relu");
    fixed.put("project_features", "none");
    fixed.put("vq_type", "none");
    fixed.put("latent_vars", null);
    fixed.put("norm_location", "default");
    fixed.put("no_group_norm", false);
    fixed.put("instance_norm", false);
    fixed.put("layer_norm_before", false);
    fixed.put("layer_norm_before_feat", 0L);
    fixed.put("layer_norm_after_feat", Long.MAX_VALUE);
    fixed.put("layer_norm_before_agg", 0L);
    fixed.put("layer_norm_after_agg", Long.MAX_VALUE);
    fixed.put("feature_preemp", false);
    fixed.put("abs_features", false);
    return fixed;
  }

  private static void requireFixed(Arguments args, String name, @Nullable Object value)
      throws CheckpointException {
    if (args.has(name) && !Objects.equals(args.values().get(name), value)) {
      throw refused(args, name, String.valueOf(value), args.values().get(name));
    }
  }

  private static CheckpointException refused(
      Arguments args, String name, String expected, @Nullable Object got) {
    return new CheckpointException(
        args.location(),
        "argument "
            + name
            + " of "
            + args.name()
            + " is not supported: expected "
            + expected
            + ", got "
            + got);
  }
}
