package speechreps.model.checkpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;
import speechreps.model.checkpoint.pickle.PickleGlobal;
import speechreps.model.checkpoint.pickle.PickleKind;
import speechreps.model.checkpoint.pickle.PickleMachine;
import speechreps.model.checkpoint.pickle.PickleResolver;

/**
 * Reads what {@code torch.save} wrote before PyTorch 1.6, and still writes when told so:
 *
 * <pre>
 * file    = pickle of 0x1950a86a20f9469cfc6c , pickle of 1001 , pickle of the machine's dict ,
 *           pickle of the object , pickle of the list of storage keys , { storage }
 * storage = i64 elements , data             one for each key, in the order of the list
 * </pre>
 *
 * <p>An object's storages come after it, and how long one is says only the object, so that is read
 * twice: first for its storages, then, when these have been found, for its tensors. Source: {@code
 * torch/serialization.py}, {@code _legacy_load}.
 */
final class TorchStreamReader {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL_VERSION = 1001;

  private final FileChannel channel;
  private final Path file;
  private final FileBytes in;

  private TorchStreamReader(FileChannel channel, Path file) throws IOException {
    this.channel = channel;
    this.file = file;
    in = new FileBytes(channel, file, TorchFormatException::new);
  }

  /** The object, its tensors still in the file. */
  static @Nullable Object read(FileChannel channel, Path file) throws IOException {
    return new TorchStreamReader(channel, file).readObject();
  }

  private @Nullable Object readObject() throws IOException {
    checkHeader();
    long objectAt = in.position();
    Mentioned mentioned = new Mentioned();
    PickleMachine.read(in, mentioned);
    Map<String, FileRegion> found = findStorages(mentioned.storages);
    in.moveTo(objectAt);
    StorageFinder storages =
        (id, byteOffset) -> {
          FileRegion data = found.get(id.key());
          if (data == null || data.bytes() != id.bytes()) {
            throw in.problemAt(
                byteOffset,
                "damaged file: expected storage "
                    + id.key()
                    + " of "
                    + id.bytes()
                    + " bytes, got "
                    + (data == null ? "none" : data.bytes() + " bytes"));
          }
          return data;
        };
    return PickleMachine.read(in, new TensorResolver(file.toString(), storages, channel.size()));
  }

  private void checkHeader() throws IOException {
    if (!MAGIC.equals(PickleMachine.read(in, PickleResolver.NONE))) {
      throw in.problemAt(0, "expected a checkpoint of torch.save, got another Python pickle");
    }
    long at = in.position();
    Object version = PickleMachine.read(in, PickleResolver.NONE);
    if (!(version instanceof Long number) || number != PROTOCOL_VERSION) {
      throw in.problemAt(
          at,
          "expected version 1001 of the format, got "
              + (version instanceof Long ? version : PickleKind.of(version)));
    }
    at = in.position();
    Object machine = PickleMachine.read(in, PickleResolver.NONE);
    if (!(machine instanceof Map<?, ?> fields)
        || !Boolean.TRUE.equals(fields.get("little_endian"))) {
      throw in.problemAt(at, "expected a little-endian file (little_endian True), got another");
    }
  }

  /** Walks through the storages behind the object. */
  private Map<String, FileRegion> findStorages(Map<String, StorageId> mentioned)
      throws IOException {
    long keysAt = in.position();
    if (!(PickleMachine.read(in, PickleResolver.NONE) instanceof List<?> keys)) {
      throw in.problemAt(keysAt, "damaged file: expected the list of storage keys");
    }
    Map<String, FileRegion> found = new HashMap<>();
    for (Object key : keys) {
      StorageId id = key instanceof String name ? mentioned.get(name) : null;
      if (id == null) {
        throw in.problemAt(keysAt, "damaged file: expected only keys of storages in use");
      }
      if (found.put(id.key(), nextStorage(id)) != null) {
        throw in.problemAt(keysAt, "damaged file: storage " + id.key() + " is listed twice");
      }
    }
    return found;
  }

  private FileRegion nextStorage(StorageId id) throws IOException {
    long at = in.position();
    long elements = in.readLong();
    if (elements != id.elements()) {
      throw in.problemAt(
          at,
          "damaged file: expected "
              + id.elements()
              + " elements of storage "
              + id.key()
              + ", got "
              + elements);
    }
    FileRegion data = new FileRegion(file, in.position(), id.bytes());
    in.skip(id.bytes());
    return data;
  }

  /** Takes down the storages of an object, and nothing else of it. */
  private static final class Mentioned implements PickleResolver {
    private final Map<String, StorageId> storages = new HashMap<>();

    @Override
    public @Nullable Object construct(
        PickleGlobal callable, List<@Nullable Object> arguments, long byteOffset) {
      return null;
    }

    @Override
    public @Nullable Object persistent(@Nullable Object id, long byteOffset) {
      StorageId storage = StorageId.of(id);
      if (storage != null) {
        storages.putIfAbsent(storage.key(), storage);
      }
      return null;
    }
  }
}
