package speechreps.model;

import java.util.List;
import speechreps.speech.FeatureMatrix;

/**
 * What an encoder takes and gives, and how large its batches should be.
 *
 * @param name the model, as the user names it
 * @param inputDim columns of an input
 * @param outputDim columns of an output
 * @param minFrames the fewest frames an input may have
 * @param preferredBatchFrames frames a batch should hold, padding included (longest input times
 *     number of inputs); a single longer input is fine
 * @param maxBatchUtterances inputs beyond which a batch gains nothing
 */
public record EncoderSpec(
    String name,
    int inputDim,
    int outputDim,
    int minFrames,
    int preferredBatchFrames,
    int maxBatchUtterances) {
  /** Checks that all sizes are at least 1. */
  public EncoderSpec {
    if (inputDim < 1
        || outputDim < 1
        || minFrames < 1
        || preferredBatchFrames < 1
        || maxBatchUtterances < 1) {
      throw new IllegalArgumentException(name + ": expected sizes of at least 1");
    }
  }

  /**
   * Checks what is about to be encoded.
   *
   * @throws IllegalArgumentException when an input has another dimension or too few frames
   */
  public void check(List<FeatureMatrix> inputs) {
    for (FeatureMatrix input : inputs) {
      if (input.dim() != inputDim || input.numFrames() < minFrames) {
        throw new IllegalArgumentException(
            name
                + ": expected at least "
                + minFrames
                + " frames x "
                + inputDim
                + ", got "
                + input.numFrames()
                + " x "
                + input.dim());
      }
    }
  }
}
