package speechreps.extract;

/** Cepstral mean and variance normalisation of Kaldi features. */
public enum CmvnMode {
  /** Features as computed. */
  NONE,
  /** Each column of an utterance gets mean 0. */
  UTTERANCE_MEAN,
  /** Each column of an utterance gets mean 0 and variance 1. */
  UTTERANCE_MEAN_AND_VARIANCE
}
