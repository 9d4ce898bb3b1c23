package speechreps.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.natives.CpuFlags;
import speechreps.speech.FeatureRows;

/** How a transformer of given sizes is run, by the user's choices. */
interface TransformerPlan {
  /** What it takes and gives. */
  EncoderSpec spec();

  /** Columns of a layer. */
  int units();

  /** The layers whose outputs are wanted, ascending; 0 is what goes into the first. */
  List<Integer> layers();

  /** The rows of inputs that go into the model, and come out of it. */
  List<? extends FeatureRows> rows(List<? extends FeatureRows> inputs);

  /** Sorts what {@link #rows} gave into what is computed at once. */
  List<RowPack> pack(List<? extends FeatureRows> rows);

  /** As {@link Encoder#encodesInParts}. */
  boolean encodesInParts(int numFrames);

  /** As {@link Encoder#remark}. */
  @Nullable String remark(int numFrames);

  /** The last layer that has to be computed. */
  default int deepestLayer() {
    return layers().get(layers().size() - 1);
  }

  /**
   * The number of attention heads, which no file holds.
   *
   * @param published of the published model, taken when the user chose none
   * @throws IllegalArgumentException when the model's units cannot be shared among so many
   */
  static int heads(EncoderConfig config, int units, int published) {
    Integer chosen = config.options().heads();
    int heads = chosen == null ? published : chosen;
    if (units % heads != 0) {
      throw new IllegalArgumentException(
          "--heads must divide the "
              + units
              + " units of "
              + config.paramsLocation()
              + ", got "
              + heads
              + (chosen == null ? ", the published model's" : ""));
    }
    return heads;
  }

  /**
   * Checks that this machine has what {@link Compute#BF16} needs, if that was chosen.
   *
   * @throws IllegalArgumentException when it has not
   */
  static void checkProcessor(EncoderConfig config) {
    boolean onCpu = config.gpu() == null;
    if (onCpu && config.options().compute() == Compute.BF16 && !CpuFlags.hasBrainFloat()) {
      throw new IllegalArgumentException(
          "--compute bf16 needs a processor with bfloat16 instructions (avx512_bf16 or amx_bf16),"
              + " got one without: use fp32 there");
    }
  }
}
