package speechreps.model.checkpoint;

import java.io.IOException;

/** Where the storages of a PyTorch file lie. */
@FunctionalInterface
interface StorageFinder {
  /**
   * All bytes of a storage.
   *
   * @param byteOffset of the reference to it, for messages
   * @throws TorchFormatException when it is not there or of another size
   */
  FileRegion find(StorageId id, long byteOffset) throws IOException;
}
