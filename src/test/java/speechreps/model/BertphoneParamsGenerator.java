package speechreps.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;
import speechreps.model.checkpoint.MxnetParamsWriter;

/**
 * Writes a BERTphone model of random weights in the published format.
 *
 * <pre>
 * java -cp target/classes:target/test-classes speechreps.model.BertphoneParamsGenerator \
 *     OUT.params [inputDim units ffnDim numLayers positions seed naming]
 * </pre>
 *
 * <p>Without sizes it has those of the published model: {@code 120 768 3072 12 512 1 collected},
 * 197 arrays of 85,542,144 floats. Naming is {@code collected} or {@code saved}. Weights are
 * uniform in ±1/√columns; norms scale by 0.5 to 1.5.
 */
public final class BertphoneParamsGenerator {
  private BertphoneParamsGenerator() {}

  /** The spellings of array names that files come in. */
  public enum Naming {
    /** {@code bertencoder0_transformer0_proj_weight}. */
    COLLECTED,
    /** {@code encoder.transformer_cells.0.proj.weight}. */
    SAVED;

    private String spell(String saved) {
      return this == SAVED ? saved : collected(saved);
    }

    private static String collected(String saved) {
      return saved
          .replaceFirst("^embed\\.", "dense0_")
          .replaceFirst("^encoder\\.", "bertencoder0_")
          .replaceFirst("transformer_cells\\.(\\d+)\\.", "transformer$1_")
          .replaceFirst("attention_cell\\.proj_", "multiheadattentioncell0_")
          .replaceFirst("ffn\\.", "bertpositionwiseffn0_")
          .replaceFirst("layer_norm\\.", "bertlayernorm0_")
          .replace('.', '_');
    }
  }

  /** What to write. */
  public record Sizes(
      int inputDim, int units, int ffnDim, int numLayers, int positions, long seed, Naming naming) {
    /** The published model's. */
    public static Sizes published() {
      return new Sizes(120, 768, 3072, 12, 512, 1, Naming.COLLECTED);
    }
  }

  /** Writes the file that the arguments ask for. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1 && args.length != 8) {
      throw new IllegalArgumentException(
          "expected OUT.params [inputDim units ffnDim numLayers positions seed naming], got "
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
                Long.parseLong(args[6]),
                Naming.valueOf(args[7].toUpperCase(Locale.ROOT)));
    write(Path.of(args[0]), sizes);
  }

  /** Writes a model; the same sizes give the same bytes. */
  public static void write(Path file, Sizes sizes) throws IOException {
    MxnetParamsWriter.write(Files.newOutputStream(file), arrays(sizes));
  }

  /** The arrays in the order in which MXNet saves them. Their values can be drawn once. */
  public static List<MxnetParamsWriter.Array> arrays(Sizes sizes) {
    Arrays arrays = new Arrays(sizes, new Random(sizes.seed), new ArrayList<>());
    arrays.weight("encoder.position_weight", sizes.positions, sizes.units);
    arrays.norm("encoder.layer_norm.");
    for (int layer = 0; layer < sizes.numLayers; layer++) {
      String stem = "encoder.transformer_cells." + layer + ".";
      for (String part : List.of("query", "key", "value")) {
        arrays.linear(stem + "attention_cell.proj_" + part + ".", sizes.units, sizes.units);
      }
      arrays.linear(stem + "proj.", sizes.units, sizes.units);
      arrays.linear(stem + "ffn.ffn_1.", sizes.ffnDim, sizes.units);
      arrays.linear(stem + "ffn.ffn_2.", sizes.units, sizes.ffnDim);
      arrays.norm(stem + "ffn.layer_norm.");
      arrays.norm(stem + "layer_norm.");
    }
    arrays.linear("embed.", sizes.units, sizes.inputDim);
    return arrays.list;
  }

  private record Arrays(Sizes sizes, Random random, List<MxnetParamsWriter.Array> list) {
    void linear(String stem, long outputs, long inputs) {
      weight(stem + "weight", outputs, inputs);
      vector(stem + "bias", 0);
    }

    void weight(String name, long rows, long columns) {
      double bound = 1 / Math.sqrt((double) columns);
      add(name, List.of(rows, columns), () -> (2 * random.nextFloat() - 1) * bound);
    }

    void norm(String stem) {
      vector(stem + "gamma", 1);
      vector(stem + "beta", 0);
    }

    private void vector(String name, double centre) {
      boolean wide = name.endsWith("ffn_1.bias");
      long size = wide ? sizes.ffnDim : sizes.units;
      add(name, List.of(size), () -> centre + random.nextFloat() - 0.5);
    }

    private void add(String name, List<Long> shape, DoubleSupplier values) {
      list.add(new MxnetParamsWriter.Array(sizes.naming.spell(name), shape, values));
    }
  }
}
