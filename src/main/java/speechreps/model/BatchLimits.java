package speechreps.model;

/**
 * How large a batch should be.
 *
 * @param paddedFrames input rows, padding included (longest input times number of inputs); a single
 *     longer input is fine
 * @param utterances inputs beyond which a batch gains nothing; 1 for an encoder that takes one by
 *     one
 * @param sequences inputs below which the encoder is so much slower that longer ones are better
 *     taken together in parts, beyond {@code paddedFrames}; 1 where it makes no difference
 */
public record BatchLimits(int paddedFrames, int utterances, int sequences) {
  /** Checks that all are at least 1, and that a batch may have so many sequences. */
  public BatchLimits {
    if (paddedFrames < 1 || utterances < 1 || sequences < 1 || sequences > utterances) {
      throw new IllegalArgumentException(
          "expected limits of at least 1 and no more sequences than utterances, got "
              + paddedFrames
              + " frames, "
              + utterances
              + " utterances and "
              + sequences
              + " sequences");
    }
  }

  /** For an encoder whose speed does not depend on the number of sequences. */
  public BatchLimits(int paddedFrames, int utterances) {
    this(paddedFrames, utterances, 1);
  }
}
