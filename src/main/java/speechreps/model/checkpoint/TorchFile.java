package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.pickle.PickleKind;
import speechreps.model.checkpoint.pickle.PickleObject;

/**
 * What {@code torch.save} put into a file, in either of its formats, as plain data.
 *
 * <p>The root is null, Boolean, Long, BigInteger, Double, String, List, Map (keys are String, or
 * {@link speechreps.model.checkpoint.pickle.PickleKey} for others), {@link Tensor}, whose elements
 * stay in the file until they are asked for, or {@link PickleObject} for all else. Lists and maps
 * are not to be changed. What refers to one thing twice does so here, too: a walk through all of it
 * may be far longer than the file.
 */
public final class TorchFile {
  private static final String MODEL = "model";
  private static final String NAMESPACE = "argparse.Namespace";
  private static final int MAX_KEYS_SHOWN = 20;

  private final String location;
  private final @Nullable Object root;

  private TorchFile(Path file, @Nullable Object root) {
    this.location = file.toString();
    this.root = root;
  }

  /** The object that was saved. */
  public @Nullable Object root() {
    return root;
  }

  /**
   * Reads a local file.
   *
   * @throws TorchFormatException when the file is damaged, with the byte offset
   * @throws CheckpointException when it is something else than a checkpoint of {@code torch.save}
   * @throws java.nio.file.NoSuchFileException when it is not there
   */
  public static TorchFile read(Path file) throws IOException {
    FileForm form = FileForm.of(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return switch (form.kind()) {
        case ZIP -> new TorchFile(file, TorchZipReader.read(channel, file));
        case PICKLE -> new TorchFile(file, TorchStreamReader.read(channel, file));
        default -> throw form.unexpected(file, "a PyTorch checkpoint (.pt)");
      };
    }
  }

  /**
   * The tensors of the model: those of the entry {@code model} when that is a dict, else those of
   * the root.
   *
   * @throws CheckpointException when neither is a dict of tensors: the message names the keys
   */
  public Checkpoint model() throws CheckpointException {
    if (root instanceof Map<?, ?> map) {
      if (map.get(MODEL) instanceof Map) {
        return stateDict(MODEL);
      }
      if (map.values().stream().anyMatch(Tensor.class::isInstance)) {
        return tensors("the top level", map);
      }
    }
    throw new CheckpointException(
        location, "expected a state dict at the top level or as entry model, got " + rootWords());
  }

  /**
   * The tensors of an entry of the root that is a state dict, by the names they have there.
   *
   * @throws CheckpointException when there is no such entry, or something in it is no tensor
   */
  public Checkpoint stateDict(String key) throws CheckpointException {
    Object value = entry(key);
    if (value instanceof Map<?, ?> map) {
      return tensors("entry " + key, map);
    }
    throw new CheckpointException(
        location, "entry " + key + ": expected a dict of tensors, got " + PickleKind.of(value));
  }

  /**
   * The settings of an entry of the root, an {@code argparse.Namespace} or a dict.
   *
   * @throws CheckpointException when there is no such entry, or it is something else
   */
  public Arguments arguments(String key) throws CheckpointException {
    Object value = entry(key);
    Map<?, ?> settings = null;
    if (value instanceof PickleObject object && object.className().equals(NAMESPACE)) {
      settings = object.attributes();
    } else if (value instanceof Map<?, ?> map) {
      settings = map;
    }
    if (settings == null) {
      throw new CheckpointException(
          location,
          "entry " + key + ": expected an argparse.Namespace, got " + PickleKind.of(value));
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    settings.forEach(
        (name, setting) -> {
          if (name instanceof String string) {
            values.put(string, setting);
          }
        });
    return new Arguments(location, key, values);
  }

  private @Nullable Object entry(String key) throws CheckpointException {
    if (root instanceof Map<?, ?> map && map.containsKey(key)) {
      return map.get(key);
    }
    throw new CheckpointException(location, "expected an entry " + key + ", got " + rootWords());
  }

  private Checkpoint tensors(String where, Map<?, ?> stateDict) throws CheckpointException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : stateDict.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new CheckpointException(location, where + ": expected names that are strings");
      }
      if (!(entry.getValue() instanceof Tensor tensor)) {
        throw new CheckpointException(
            location,
            where + ": expected a tensor as " + name + ", got " + PickleKind.of(entry.getValue()));
      }
      tensors.put(name, tensor.named(name));
    }
    if (tensors.isEmpty()) {
      throw new CheckpointException(location, where + ": expected tensors, got an empty dict");
    }
    return new Checkpoint(location, tensors);
  }

  private String rootWords() {
    if (root instanceof Map<?, ?> map) {
      List<String> keys =
          map.keySet().stream()
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .limit(MAX_KEYS_SHOWN)
              .toList();
      return "the keys " + keys + (keys.size() < map.size() ? " and others" : "");
    }
    return root instanceof PickleObject object
        ? "a whole object of " + object.className() + " (save its state_dict() instead)"
        : PickleKind.of(root);
  }
}
