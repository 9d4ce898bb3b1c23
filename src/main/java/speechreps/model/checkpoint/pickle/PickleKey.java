package speechreps.model.checkpoint.pickle;

import org.jspecify.annotations.Nullable;

/**
 * A key of a dict that is not a string. Equal only to itself: hashing what the file holds would let
 * the file decide how long that takes.
 */
public final class PickleKey {
  private final @Nullable Object value;

  PickleKey(@Nullable Object value) {
    this.value = value;
  }

  /** The key as plain data. */
  public @Nullable Object value() {
    return value;
  }
}
