package speechreps.extract;

/** What the manifest's locations hold. */
public enum InputKind {
  /** Recordings. */
  AUDIO,
  /** Matrices of Kaldi features. */
  FEATURES
}
