package speechreps.storage;

import java.io.IOException;

/** A temporary file cannot be written or read: a fault of the machine, not of any input. */
public final class ScratchException extends IOException {
  private static final long serialVersionUID = 1;

  ScratchException(String folder, IOException cause) {
    super("temporary file failed: " + cause.getMessage() + " (" + folder + ")", cause);
  }
}
