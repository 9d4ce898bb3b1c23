package speechreps.model.checkpoint;

import java.io.IOException;

/** A PyTorch checkpoint that is damaged, cut off, or not one at all. */
public final class TorchFormatException extends IOException {
  /**
   * @param location the file
   * @param byteOffset where in the file
   * @param problem what is wrong, what was expected, what is there
   */
  public TorchFormatException(String location, long byteOffset, String problem) {
    super(location + ": byte " + byteOffset + ": " + problem);
  }
}
