package speechreps.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import speechreps.model.checkpoint.TensorType;
import speechreps.model.checkpoint.TorchCheckpointWriter;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;

/**
 * Writes a DeCoAR 2.0 model of random weights in the published format.
 *
 * <pre>
 * java -cp target/classes:target/test-classes speechreps.model.Decoar2CheckpointGenerator \
 *     OUT.pt [inputDim units ffnDim numLayers groups taps seed]
 * </pre>
 *
 * <p>Without sizes it has those of the published model: {@code 80 768 3072 12 16 128 1}, 199 arrays
 * of 89,837,696 floats. Weights are uniform in ±1/√columns; norms scale by 0.5 to 1.5.
 */
public final class Decoar2CheckpointGenerator {
  private Decoar2CheckpointGenerator() {}

  /** What to write. */
  public record Sizes(
      int inputDim, int units, int ffnDim, int numLayers, int groups, int taps, long seed) {
    /** The published model's. */
    public static Sizes published() {
      return new Sizes(80, 768, 3072, 12, 16, 128, 1);
    }
  }

  /** Writes the file that the arguments ask for. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1 && args.length != 8) {
      throw new IllegalArgumentException(
          "expected OUT.pt [inputDim units ffnDim numLayers groups taps seed], got "
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
                Integer.parseInt(args[5]),
                Integer.parseInt(args[6]),
                Long.parseLong(args[7]));
    write(Path.of(args[0]), sizes);
  }

  /** Writes a model; the same sizes give the same bytes. */
  public static void write(Path file, Sizes sizes) throws IOException {
    TorchCheckpointWriter.zip(Files.newOutputStream(file), Map.of("model", arrays(sizes)));
  }

  /** The arrays in the order in which PyTorch saves them. Their values can be drawn once. */
  public static Map<String, Values> arrays(Sizes sizes) {
    Arrays arrays = new Arrays(sizes, new Random(sizes.seed), new LinkedHashMap<>());
    long units = sizes.units;
    arrays.linear("post_extract_proj.", units, sizes.inputDim);
    arrays.vector("encoder.pos_conv.0.bias", units, 0);
    arrays.add(
        "encoder.pos_conv.0.weight_g",
        List.of(1L, 1L, (long) sizes.taps),
        () -> (0.5 + arrays.random.nextFloat()) * Math.sqrt(sizes.units) / Math.sqrt(sizes.taps));
    arrays.weight("encoder.pos_conv.0.weight_v", units, units / sizes.groups, (long) sizes.taps);
    for (int layer = 0; layer < sizes.numLayers; layer++) {
      String stem = "encoder.layers." + layer + ".";
      for (String part : List.of("k_proj.", "v_proj.", "q_proj.", "out_proj.")) {
        arrays.linear(stem + "self_attn." + part, units, units);
      }
      arrays.norm(stem + "self_attn_layer_norm.");
      arrays.linear(stem + "fc1.", sizes.ffnDim, units);
      arrays.linear(stem + "fc2.", units, sizes.ffnDim);
      arrays.norm(stem + "final_layer_norm.");
    }
    arrays.norm("encoder.layer_norm.");
    return arrays.map;
  }

  private record Arrays(Sizes sizes, Random random, Map<String, Values> map) {
    void linear(String stem, long outputs, long inputs) {
      weight(stem + "weight", outputs, inputs);
      vector(stem + "bias", outputs, 0);
    }

    void weight(String name, Long... shape) {
      double bound = 1 / Math.sqrt((double) shape[1]);
      add(name, List.of(shape), () -> (2 * random.nextFloat() - 1) * bound);
    }

    void norm(String stem) {
      vector(stem + "weight", sizes.units, 1);
      vector(stem + "bias", sizes.units, 0);
    }

    void vector(String name, long size, double centre) {
      add(name, List.of(size), () -> centre + random.nextFloat() - 0.5);
    }

    void add(String name, List<Long> shape, DoubleSupplier values) {
      map.put(name, new Values(TensorType.FLOAT32, shape, values));
    }
  }
}
