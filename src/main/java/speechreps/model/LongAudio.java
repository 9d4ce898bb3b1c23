package speechreps.model;

import java.util.Locale;

/** What to do with an utterance that is longer than a model can take at once. */
public enum LongAudio {
  /** The result that the model defines, in bounded memory. */
  EXACT,
  /** Windows that overlap; each frame comes from the window in which it lies most central. */
  WINDOWS,
  /** Positions beyond the model's table share its last row, as MXNet does without a word. */
  CLIP_POSITIONS,
  /** The utterance fails. */
  ERROR;

  /** As users spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
