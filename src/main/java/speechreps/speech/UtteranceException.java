package speechreps.speech;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One utterance cannot be featurized; its neighbours can.
 *
 * <p>Thrown by any room, caught in one place ({@code extract}), and written into the ledger. The
 * message says what is wrong, what was expected and what was found, and always ends with the
 * location.
 */
public final class UtteranceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;

  /**
   * A fault of what is at {@code location}.
   *
   * @param what what is wrong, expected and found; without the location, which is appended
   */
  public UtteranceException(FailureReason reason, String location, String what) {
    this(reason, location, what, null);
  }

  /** The same, with the exception that told of it. */
  public UtteranceException(
      FailureReason reason, String location, String what, @Nullable Throwable cause) {
    super(what + " (" + location + ")", cause);
    this.reason = reason;
  }

  private UtteranceException(FailureReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A failure that was caught before, as an exception again; its message is kept as it is. */
  public static UtteranceException of(Outcome.Failed failed) {
    return new UtteranceException(failed.reason(), failed.message());
  }

  public FailureReason reason() {
    return reason;
  }
}
