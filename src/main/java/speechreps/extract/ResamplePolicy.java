package speechreps.extract;

/** What to do with a recording whose rate is not the model's. */
public enum ResamplePolicy {
  /** The utterance fails with {@link speechreps.speech.FailureReason#WRONG_SAMPLE_RATE}. */
  ERROR,
  /** The samples are converted to the model's rate. */
  AUTO
}
