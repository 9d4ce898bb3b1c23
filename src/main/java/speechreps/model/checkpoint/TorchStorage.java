package speechreps.model.checkpoint;

/**
 * The storage of one or more tensors, found in its file.
 *
 * @param id what the pickle says of it
 * @param data the elements that are meant
 */
record TorchStorage(StorageId id, FileRegion data) {}
