package speechreps.model.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.pickle.PickleGlobal;

/**
 * What a pickle says of a storage, which lies outside of it: {@code ('storage', class, key,
 * location, elements [, view])}. The location ({@code cuda:0}) is where it once lived and is
 * ignored.
 *
 * @param storageClass {@code torch.HalfStorage}
 * @param type what that means
 * @param key name of the storage within the file
 * @param elements of the storage
 * @param viewOffset first element of the part that is meant
 * @param viewElements elements of that part
 */
record StorageId(
    PickleGlobal storageClass,
    StorageType type,
    String key,
    long elements,
    long viewOffset,
    long viewElements) {
  private static final int WITHOUT_VIEW = 5;

  /** Makes sense of an id, or gives null when there is none in it. */
  static @Nullable StorageId of(@Nullable Object id) {
    if (!(id instanceof List<?> parts)
        || parts.size() < WITHOUT_VIEW
        || !"storage".equals(parts.get(0))
        || !(parts.get(1) instanceof PickleGlobal storageClass)
        || !(parts.get(2) instanceof String key)
        || !(parts.get(4) instanceof Long elements)) {
      return null;
    }
    StorageType type = StorageType.ofClass(storageClass);
    if (type == null || elements < 0 || elements > Long.MAX_VALUE / type.elementBytes()) {
      return null;
    }
    Object view = parts.size() > WITHOUT_VIEW ? parts.get(WITHOUT_VIEW) : null;
    if (view == null) {
      return new StorageId(storageClass, type, key, elements, 0, elements);
    }
    return view instanceof List<?> part ? viewed(storageClass, type, key, elements, part) : null;
  }

  /** A part of a storage: {@code (key, first element, elements)}, in files of before 2018. */
  private static @Nullable StorageId viewed(
      PickleGlobal storageClass, StorageType type, String key, long elements, List<?> view) {
    if (view.size() != 3
        || !(view.get(1) instanceof Long offset)
        || !(view.get(2) instanceof Long size)
        || offset < 0
        || size < 0
        || offset > elements
        || size > elements - offset) {
      return null;
    }
    return new StorageId(storageClass, type, key, elements, offset, size);
  }

  /** Bytes of the whole storage. */
  long bytes() {
    return elements * type.elementBytes();
  }
}
