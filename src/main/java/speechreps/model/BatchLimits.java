package speechreps.model;

/**
 * How large a batch should be.
 *
 * @param paddedFrames input rows, padding included (longest input times number of inputs); a single
 *     longer input is fine
 * @param utterances inputs beyond which a batch gains nothing; 1 for an encoder that takes one by
 *     one
 */
public record BatchLimits(int paddedFrames, int utterances) {
  /** Checks that both are at least 1. */
  public BatchLimits {
    if (paddedFrames < 1 || utterances < 1) {
      throw new IllegalArgumentException(
          "expected limits of at least 1, got "
              + paddedFrames
              + " frames and "
              + utterances
              + " utterances");
    }
  }
}
