package speechreps.model.checkpoint.bytes;

import java.io.IOException;

/** Makes the exception of a file format. */
@FunctionalInterface
public interface FormatProblem {
  /**
   * The exception to throw.
   *
   * @param location the file
   * @param byteOffset where in the file
   * @param problem what is wrong, what was expected, what is there
   */
  IOException at(String location, long byteOffset, String problem);
}
