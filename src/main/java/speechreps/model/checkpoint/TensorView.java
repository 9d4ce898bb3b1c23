package speechreps.model.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a storage that a tensor is, as a pickle says; nothing of it is true yet.
 *
 * @param shape or null when it is not a list of sizes
 * @param strides in elements, or null likewise
 * @param offset of the first element in the storage
 */
record TensorView(@Nullable List<Long> shape, @Nullable List<Long> strides, long offset) {
  /** PyTorch's own limit. */
  private static final int MAX_DIMENSIONS = 64;

  /** Repeated elements of an expanded view beyond what the file could hold. */
  private static final long MAX_REPEATED = 1 << 20;

  /** The sizes or strides that a value is, all 0 or more, or null when it is something else. */
  static @Nullable List<Long> sizes(@Nullable Object value) {
    if (!(value instanceof List<?> items) || items.size() > MAX_DIMENSIONS) {
      return null;
    }
    List<Long> sizes = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof Long size) || size < 0) {
        return null;
      }
      sizes.add(size);
    }
    return sizes;
  }

  /** What is wrong with this view of a storage, or null. */
  @Nullable String problem(TorchStorage storage, TensorType type, long fileBytes) {
    if (shape == null || strides == null || shape.size() != strides.size() || offset < 0) {
      return "damaged file: expected a tensor's offset, sizes and strides, all 0 or more and of at"
          + " most "
          + MAX_DIMENSIONS
          + " dimensions";
    }
    long held = storage.data().bytes() / type.bytes();
    String what = "a tensor of shape " + shape + " with strides " + strides + " at " + offset;
    try {
      long span = Strides.span(shape, strides);
      if (offset > held || span > held - offset) {
        return "damaged file: expected "
            + what
            + " within storage "
            + storage.id().key()
            + " of "
            + held
            + " elements";
      }
      // Whoever reads it allocates so much, so no file of a few bytes may claim a large one.
      if (Strides.elements(shape) > Math.max(MAX_REPEATED, fileBytes / type.bytes())) {
        return "expected a tensor no larger than its file, got " + what;
      }
      return null;
    } catch (ArithmeticException e) {
      return "damaged file: more elements than can be counted in " + what;
    }
  }

  /** The tensor, once {@link #problem} has found none. */
  Tensor of(TorchStorage storage, TensorType type) {
    if (shape == null || strides == null) {
      throw new IllegalStateException("unchecked view");
    }
    FileRegion whole = storage.data();
    return new Tensor(
        "",
        shape,
        strides,
        type,
        new FileRegion(
            whole.file(),
            whole.offset() + offset * type.bytes(),
            Strides.span(shape, strides) * type.bytes()));
  }
}
