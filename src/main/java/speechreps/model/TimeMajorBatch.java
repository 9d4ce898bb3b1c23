package speechreps.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import speechreps.speech.FeatureRows;

/**
 * A batch in the layout of recurrent engines: frame by frame, all sequences side by side, longest
 * first. So the sequences that are still running at a frame are the first ones.
 *
 * <p>Sequences can be walked in either direction, each from its own first or last frame: step 0 of
 * the backward walk is a sequence's last frame. Padding lies behind a sequence's end in both and
 * cannot reach a result.
 */
final class TimeMajorBatch {
  private final List<? extends FeatureRows> inputs;
  private final int inputDim;

  /** Positions in {@link #inputs}, longest first; equal lengths stay in order. */
  private final int[] order;

  private final BatchOutputs outputs;

  /**
   * A batch whose outputs have as many frames as its inputs.
   *
   * @param inputs at least one, all with the same dimension
   */
  TimeMajorBatch(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    this.inputs = inputs;
    this.inputDim = inputs.get(0).dim();
    this.outputs = outputs;
    this.order =
        IntStream.range(0, inputs.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -inputs.get(i).numFrames()))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Steps of the longest sequence. */
  int steps() {
    return sequence(0).numFrames();
  }

  /** How many sequences, from the first, have a frame at this step. */
  int running(int step) {
    int count = 0;
    while (isRunning(count, step)) {
      count++;
    }
    return count;
  }

  /**
   * The whole walk in one direction, cut into blocks. Sequences that have ended are not in the
   * blocks that follow; so a block ends early where its padding would cost more than a new block.
   */
  List<Block> blocks(Cutting cutting, boolean fromTheEnd) {
    List<Block> blocks = new ArrayList<>();
    int from = 0;
    while (from < steps()) {
      int running = running(from);
      int sequences = Math.max(running, cutting.minSequences);
      int most = Math.min(steps(), from + Math.max(1, cutting.maxFrames / sequences));
      int to = from;
      long padding = 0;
      do {
        to++;
        padding += running - running(to);
      } while (to < most && padding <= cutting.overheadFrames);
      blocks.add(new Block(from, to, sequences, fromTheEnd));
      from = to;
    }
    return blocks;
  }

  /**
   * Appends frames to {@code target} as {@code [steps × sequences × inputDim]}, zeros behind ends.
   */
  void fill(FloatBuffer target, Block block) {
    float[] zeros = new float[inputDim];
    for (int step = block.from; step < block.to; step++) {
      for (int i = 0; i < block.sequences; i++) {
        if (isRunning(i, step)) {
          FeatureRows input = sequence(i);
          PartEncoder.read(input, block.frame(step, input), 1, target);
        } else {
          target.put(zeros);
        }
      }
    }
  }

  /**
   * Stores {@code source}, {@code [steps × sequences × width]}, into the outputs from {@code
   * column} on, and drops what lies behind ends.
   */
  void store(FloatBuffer source, Block block, int column, int width) {
    for (int step = block.from; step < block.to; step++) {
      for (int i = 0; i < block.sequences; i++) {
        if (isRunning(i, step)) {
          int row = (step - block.from) * block.sequences + i;
          int frame = block.frame(step, sequence(i));
          outputs.put(order[i], frame, column, source, row * width, width);
        }
      }
    }
  }

  private boolean isRunning(int place, int step) {
    return place < order.length && step < sequence(place).numFrames();
  }

  private FeatureRows sequence(int place) {
    return inputs.get(order[place]);
  }

  /**
   * How an engine wants a batch cut.
   *
   * @param maxFrames of a block, padding included; it has at least one step nevertheless
   * @param overheadFrames frames that the engine could compute in the time that a block costs
   *     whatever its size
   * @param minSequences of a block; where fewer are running, the others are zeros
   */
  record Cutting(int maxFrames, int overheadFrames, int minSequences) {}

  /**
   * Some steps of the first sequences.
   *
   * @param from first step
   * @param to step after the last
   * @param sequences how many, perhaps more than there are
   * @param fromTheEnd true when steps count backward from a sequence's last frame
   */
  record Block(int from, int to, int sequences, boolean fromTheEnd) {
    int steps() {
      return to - from;
    }

    /** The same steps in the other direction. */
    Block mirrored() {
      return new Block(from, to, sequences, !fromTheEnd);
    }

    private int frame(int step, FeatureRows input) {
      return fromTheEnd ? input.numFrames() - 1 - step : step;
    }
  }
}
