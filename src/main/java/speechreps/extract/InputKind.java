package speechreps.extract;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What the manifest's locations hold. */
public sealed interface InputKind extends Serializable {
  /** Recordings. */
  InputKind AUDIO = new Audio();

  /** See {@link #AUDIO}. */
  record Audio() implements InputKind {}

  /**
   * Matrices of features that were computed before.
   *
   * @param dim their columns, or null when there are none
   * @param frameShiftMs time between their rows, or null when nothing tells it
   */
  record Features(@Nullable Integer dim, @Nullable Double frameShiftMs) implements InputKind {}
}
