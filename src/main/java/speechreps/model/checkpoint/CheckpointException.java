package speechreps.model.checkpoint;

import java.io.IOException;

/** A model file that can be read but does not hold the model that is asked of it. */
public final class CheckpointException extends IOException {
  /**
   * @param location the model file
   * @param problem what is wrong, what was expected, what is there
   */
  public CheckpointException(String location, String problem) {
    super(location + ": " + problem);
  }
}
