package speechreps.storage;

import java.io.IOException;

/** A temporary file cannot be written or read: a fault of the machine, not of any input. */
public final class ScratchException extends IOException {
  private static final long serialVersionUID = 1;

  ScratchException(String folder, IOException cause) {
    // Many of the JDK's exceptions tell what happened by their names alone.
    super("temporary file failed: " + cause + " (" + folder + ")", cause);
  }
}
