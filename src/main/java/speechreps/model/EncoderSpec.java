package speechreps.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import speechreps.speech.FeatureRows;

/**
 * What an encoder takes and gives.
 *
 * @param name the model, as the user names it
 * @param input what it takes
 * @param outputDim columns of an output
 * @param stride input rows from one output row to the next
 * @param minFrames the fewest rows an input may have
 * @param maxFrames the most; {@link Integer#MAX_VALUE} where there is no limit
 * @param batch how large its batches should be
 * @param details what else decides the values, such as the engine, for the output's metadata
 */
public record EncoderSpec(
    String name,
    ModelInput input,
    int outputDim,
    int stride,
    int minFrames,
    int maxFrames,
    BatchLimits batch,
    Map<String, String> details) {
  /** Checks that all sizes are at least 1, and copies the map. */
  public EncoderSpec {
    if (outputDim < 1 || stride < 1 || minFrames < 1 || maxFrames < minFrames) {
      throw new IllegalArgumentException(name + ": expected sizes of at least 1");
    }
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** Columns of an input. */
  public int inputDim() {
    return input.dim();
  }

  /**
   * Rows of output for so many rows of input: exact for convolutions without padding, whose window
   * is the shortest input, and for encoders that keep every so many rows; an estimate where only
   * the encoder's file can tell.
   */
  public long numOutputRows(long numRows) {
    return numRows < minFrames ? 0 : 1 + (numRows - minFrames) / stride;
  }

  /**
   * Checks what is about to be encoded.
   *
   * @throws IllegalArgumentException when an input has another dimension, too few or too many rows
   */
  public void check(List<? extends FeatureRows> inputs) {
    for (FeatureRows one : inputs) {
      int frames = one.numFrames();
      if (one.dim() != inputDim() || frames < minFrames || frames > maxFrames) {
        throw new IllegalArgumentException(
            name + ": expected " + expected() + ", got " + frames + " x " + one.dim());
      }
    }
  }

  private String expected() {
    String range =
        maxFrames == Integer.MAX_VALUE ? "at least " + minFrames : minFrames + " to " + maxFrames;
    return range + " frames x " + inputDim();
  }
}
