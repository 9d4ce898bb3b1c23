package speechreps.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import speechreps.model.checkpoint.Arguments;
import speechreps.model.checkpoint.TensorType;
import speechreps.model.checkpoint.TorchCheckpointWriter;
import speechreps.model.checkpoint.TorchCheckpointWriter.Instance;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;

/**
 * Writes a wav2vec model of random weights as the published one is written: in half precision, with
 * the state of its optimizer, in PyTorch's older format.
 *
 * <pre>
 * java -cp target/classes:target/test-classes speechreps.model.Wav2vecCheckpointGenerator OUT.pt
 * </pre>
 *
 * <p>At the published sizes that are 32,537,088 parameters in 325 MB. Weights keep the activations'
 * size from layer to layer.
 */
public final class Wav2vecCheckpointGenerator {
  /** The aggregator's layers of the published model: kernels from 2 to 13. */
  private static final String PUBLISHED_AGGREGATOR =
      "[(512, 2, 1), (512, 3, 1), (512, 4, 1), (512, 5, 1), (512, 6, 1), (512, 7, 1), (512, 8, 1),"
          + " (512, 9, 1), (512, 10, 1), (512, 11, 1), (512, 12, 1), (512, 13, 1)]";

  private static final long PREDICTED_STEPS = 12;

  private final Random random = new Random(1);
  private final Map<String, Values> model = new LinkedHashMap<>();

  private Wav2vecCheckpointGenerator() {}

  /** Writes the file that the argument names. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("expected OUT.pt, got " + args.length + " arguments");
    }
    write(Path.of(args[0]), published());
  }

  /** Arguments of the published model. */
  static Map<String, Object> published() {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("arch", "audio_cpc");
    args.put("fp16", true);
    args.put(
        "conv_feature_layers",
        "[(512, 10, 5), (512, 8, 4), (512, 4, 2), (512, 4, 2), (512, 4, 2), (512, 1, 1), (512, 1,"
            + " 1)]");
    args.put("conv_aggregator_layers", PUBLISHED_AGGREGATOR);
    args.put("offset", "auto");
    args.put("skip_connections_agg", true);
    args.put("skip_connections_feat", false);
    args.put("residual_scale", 0.5);
    args.put("log_compression", true);
    args.put("no_conv_bias", false);
    args.put("agg_zero_pad", false);
    args.put("non_affine_group_norm", false);
    args.put("encoder", "cnn");
    args.put("aggregator", "cnn");
    args.put("project_features", "none");
    args.put("layer_norm_after_feat", Long.MAX_VALUE);
    return args;
  }

  /** A small network of the published kind. */
  static Map<String, Object> small() {
    Map<String, Object> args = published();
    args.put(
        "conv_feature_layers", "[(6, 10, 5)] + [(6, 8, 4)] + [(6, 4, 2)] * 3 + [(6, 1, 1)] * 2");
    args.put("conv_aggregator_layers", "[(6, 2, 1), (6, 3, 1), (6, 5, 1)]");
    return args;
  }

  /** Writes a file for a network of these arguments. */
  static void write(Path file, Map<String, Object> args) throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("args", Instance.namespace(args));
    Wav2vecConfig config = Wav2vecConfig.of(new Arguments(file.toString(), "args", args));
    Map<String, Values> model = new Wav2vecCheckpointGenerator().model(config);
    root.put("model", model);
    root.put("last_optimizer_state", optimizer(model));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      TorchCheckpointWriter.legacy(out, root);
    }
  }

  private Map<String, Values> model(Wav2vecConfig config) {
    long inputDim = 1;
    for (int i = 0; i < config.features().size(); i++) {
      ConvLayer layer = config.features().get(i);
      String prefix = "feature_extractor.conv_layers." + i + ".";
      convolution(prefix + "0.weight", layer, inputDim);
      norm(prefix + "2.", layer, config.affineNorm());
      inputDim = layer.dim();
    }
    for (int i = 0; i < config.aggregator().size(); i++) {
      ConvLayer layer = config.aggregator().get(i);
      String prefix = "feature_aggregator.conv_layers." + i + ".";
      convolution(prefix + "1.weight", layer, inputDim);
      if (config.aggregatorBias()) {
        gaussian(prefix + "1.bias", List.of((long) layer.dim()), 0, 0.1);
      }
      norm(prefix + "3.", layer, config.affineNorm());
      if (config.aggregatorSkips() && inputDim != layer.dim()) {
        String projection = "feature_aggregator.residual_proj." + i + ".weight";
        convolution(projection, new ConvLayer(layer.dim(), 1, 1), inputDim);
      }
      inputDim = layer.dim();
    }
    head(inputDim, config.featureDim());
    return model;
  }

  /** What predicts the coming steps; only training needs it. */
  private void head(long inputDim, long outputDim) {
    String prefix = "wav2vec_predictions.project_to_steps.";
    gaussian(prefix + "weight", List.of(inputDim, outputDim, 1L, PREDICTED_STEPS), 0, 0.05);
    gaussian(prefix + "bias", List.of(outputDim), 0, 0.05);
  }

  private void convolution(String name, ConvLayer layer, long inputDim) {
    double scale = Math.sqrt(2.0 / (inputDim * layer.kernel()));
    gaussian(name, List.of((long) layer.dim(), inputDim, (long) layer.kernel()), 0, scale);
  }

  private void norm(String prefix, ConvLayer layer, boolean affine) {
    if (affine) {
      gaussian(prefix + "weight", List.of((long) layer.dim()), 1, 0.1);
      gaussian(prefix + "bias", List.of((long) layer.dim()), 0, 0.1);
    }
  }

  private void gaussian(String name, List<Long> shape, double mean, double deviation) {
    DoubleSupplier values = () -> mean + deviation * random.nextGaussian();
    model.put(name, new Values(TensorType.FLOAT16, shape, values, "cuda:0"));
  }

  /** Two averages in single precision for every parameter. */
  private static Map<String, Object> optimizer(Map<String, Values> model) {
    Map<String, Object> state = new LinkedHashMap<>();
    for (Map.Entry<String, Values> parameter : model.entrySet()) {
      List<Long> shape = parameter.getValue().shape();
      Map<String, Object> averages = new LinkedHashMap<>();
      averages.put("step", 400_000);
      averages.put("exp_avg", new Values(TensorType.FLOAT32, shape, () -> 0, "cuda:0"));
      averages.put("exp_avg_sq", new Values(TensorType.FLOAT32, shape, () -> 1e-8, "cuda:0"));
      state.put(parameter.getKey(), averages);
    }
    Map<String, Object> optimizer = new LinkedHashMap<>();
    optimizer.put("state", state);
    optimizer.put("param_groups", new ArrayList<>());
    optimizer.put("loss_scale", 128.0);
    return optimizer;
  }
}
