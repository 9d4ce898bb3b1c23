package speechreps.extract;

import java.io.FileNotFoundException;
import java.io.IOException;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;

/**
 * Why an utterance or a recording cannot be used, as the ledger says it.
 *
 * @param message what is wrong, with the location
 */
public record Fault(FailureReason reason, String message) {
  /** What an exception says of what lies at a location. */
  static Fault of(IOException e, String location) {
    if (e instanceof UtteranceException fault) {
      return new Fault(fault.reason(), text(e));
    }
    if (e instanceof FileNotFoundException) {
      return new Fault(FailureReason.FILE_NOT_FOUND, "no such file (" + location + ")");
    }
    return new Fault(
        FailureReason.UNREADABLE, "cannot be read: " + text(e) + " (" + location + ")");
  }

  private static String text(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
