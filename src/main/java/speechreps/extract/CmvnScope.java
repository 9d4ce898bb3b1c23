package speechreps.extract;

/** Whose statistics features are normalised by. */
public enum CmvnScope {
  /** Features stay as computed. */
  NONE,
  /** The utterance's own. */
  UTTERANCE,
  /** Those of all utterances of its speaker in this corpus. */
  SPEAKER,
  /** Those of the whole corpus. */
  GLOBAL,
  /** Those of a window that moves with the frame. */
  SLIDING,
  /** Those of a file. */
  GIVEN,
  /** What the model was trained with: its own, or none. */
  MODEL;

  /** True when the statistics are of this corpus and need a pass of their own. */
  public boolean needsPass() {
    return this == SPEAKER || this == GLOBAL;
  }
}
