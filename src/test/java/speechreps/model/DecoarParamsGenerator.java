package speechreps.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import speechreps.model.checkpoint.MxnetParamsWriter;
import speechreps.model.checkpoint.TensorType;
import speechreps.model.checkpoint.TorchCheckpointWriter;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;

/**
 * Writes a DeCoAR model of random weights in a published format.
 *
 * <pre>
 * java -cp target/classes:target/test-classes speechreps.model.DecoarParamsGenerator \
 *     OUT.params [inputDim hiddenDim numLayers projectionDim seed naming]
 * </pre>
 *
 * <p>Without sizes it has those of the model published for MXNet: {@code 40 1024 4 1024 1 dotted},
 * 34 arrays in 268,868,130 bytes. Naming is one of {@code dotted}, {@code stripped}, {@code
 * prefixed}, or {@code pytorch} for a checkpoint of PyTorch ({@code 80 1024 4 1024 1 pytorch}: 34
 * arrays). Weights are uniform in ±1/√columns, so that activations neither vanish nor saturate; the
 * same sizes and seed give the same weights under each naming.
 */
public final class DecoarParamsGenerator {
  private DecoarParamsGenerator() {}

  /** The spellings of array names that files come in. */
  public enum Naming {
    /** {@code rnn_forward._unfused.0.i2h_weight}. */
    DOTTED,
    /** {@code lstm0_l0_i2h_weight}. */
    STRIPPED,
    /** {@code decoar0_lstm0_l0_i2h_weight}. */
    PREFIXED,
    /** {@code forward_lstm.weight_ih_l0}, in a file of {@code torch.save}. */
    PYTORCH;

    private String spell(String dotted) {
      return switch (this) {
        case DOTTED -> dotted;
        case STRIPPED -> strip(dotted);
        case PREFIXED -> "decoar0_" + strip(dotted);
        case PYTORCH -> pytorch(dotted);
      };
    }

    private static String strip(String name) {
      return name.replaceFirst("^encoder\\.", "dense0_")
          .replaceFirst("^rnn_forward\\._unfused\\.(\\d+)\\.", "lstm0_l$1_")
          .replaceFirst("^rnn_backward\\._unfused\\.(\\d+)\\.", "lstm1_l$1_");
    }

    private static String pytorch(String name) {
      return name.replaceFirst("^encoder\\.", "post_extract_proj.")
          .replaceFirst("^rnn_(.*)\\._unfused\\.(\\d+)\\.(.)2h_(.*)$", "$1_lstm.$4_$3h_l$2");
    }
  }

  /** What to write. */
  public record Sizes(
      int inputDim, int hiddenDim, int numLayers, int projectionDim, long seed, Naming naming) {
    /** The published model's. */
    public static Sizes published() {
      return new Sizes(40, 1024, 4, 1024, 1, Naming.DOTTED);
    }
  }

  /** Writes the file that the arguments ask for. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1 && args.length != 7) {
      throw new IllegalArgumentException(
          "expected OUT.params [inputDim hiddenDim numLayers projectionDim seed naming], got "
              + args.length
              + " arguments");
    }
    Sizes sizes =
        args.length == 1
            ? Sizes.published()
            : new Sizes(
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Long.parseLong(args[5]),
                Naming.valueOf(args[6].toUpperCase(Locale.ROOT)));
    write(Path.of(args[0]), sizes);
  }

  /** Writes a model; the same sizes give the same bytes. */
  public static void write(Path file, Sizes sizes) throws IOException {
    if (sizes.naming != Naming.PYTORCH) {
      MxnetParamsWriter.write(Files.newOutputStream(file), arrays(sizes));
      return;
    }
    Map<String, Object> stateDict = new LinkedHashMap<>();
    for (MxnetParamsWriter.Array array : arrays(sizes)) {
      stateDict.put(array.name(), new Values(TensorType.FLOAT32, array.shape(), array.values()));
    }
    TorchCheckpointWriter.zip(Files.newOutputStream(file), Map.of("model", stateDict));
  }

  /** The arrays in the order in which MXNet saves them. Their values can be drawn once. */
  public static List<MxnetParamsWriter.Array> arrays(Sizes sizes) {
    Random random = new Random(sizes.seed);
    List<MxnetParamsWriter.Array> arrays = new ArrayList<>();
    long hidden = sizes.hiddenDim;
    long projection = sizes.projectionDim;
    add(arrays, sizes, random, "encoder.weight", projection, sizes.inputDim);
    add(arrays, sizes, random, "encoder.bias", projection);
    for (String direction : List.of("rnn_forward", "rnn_backward")) {
      for (int layer = 0; layer < sizes.numLayers; layer++) {
        String prefix = direction + "._unfused." + layer + ".";
        long columns = layer == 0 ? projection : hidden;
        add(arrays, sizes, random, prefix + "i2h_weight", 4 * hidden, columns);
        add(arrays, sizes, random, prefix + "h2h_weight", 4 * hidden, hidden);
        add(arrays, sizes, random, prefix + "i2h_bias", 4 * hidden);
        add(arrays, sizes, random, prefix + "h2h_bias", 4 * hidden);
      }
    }
    return arrays;
  }

  private static void add(
      List<MxnetParamsWriter.Array> arrays,
      Sizes sizes,
      Random random,
      String name,
      Number... shape) {
    List<Long> dims = new ArrayList<>();
    for (Number dim : shape) {
      dims.add(dim.longValue());
    }
    double bound = 1 / Math.sqrt((double) (dims.size() == 2 ? dims.get(1) : sizes.hiddenDim));
    DoubleSupplier values = () -> (2 * random.nextFloat() - 1) * bound;
    arrays.add(new MxnetParamsWriter.Array(sizes.naming.spell(name), dims, values));
  }
}
