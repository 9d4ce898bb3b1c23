package speechreps.model.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.pickle.PickleGlobal;
import speechreps.model.checkpoint.pickle.PickleKind;
import speechreps.model.checkpoint.pickle.PickleObject;
import speechreps.model.checkpoint.pickle.PickleResolver;

/**
 * Knows the functions by which PyTorch rebuilds a tensor over a part of a storage. Tensors of a
 * kind that no model here has (quantized, sparse, complex, of a type of its own) stay opaque.
 * Source: {@code torch/_utils.py} and {@code torch/_tensor.py} of PyTorch 2.9.
 */
final class TensorResolver implements PickleResolver {
  private static final String REBUILD = "torch._utils._rebuild_tensor";
  private static final String REBUILD_V2 = "torch._utils._rebuild_tensor_v2";
  private static final String REBUILD_V3 = "torch._utils._rebuild_tensor_v3";

  /** The first argument is the tensor. */
  private static final Set<String> PARAMETERS =
      Set.of(
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch.nn.parameter.Parameter",
          "torch.nn.parameter.Buffer");

  /** A tensor with attributes: function, class, arguments of the function, attributes. */
  private static final String WITH_ATTRIBUTES = "torch._tensor._rebuild_from_type_v2";

  private final String location;
  private final StorageFinder storages;
  private final long fileBytes;

  TensorResolver(String location, StorageFinder storages, long fileBytes) {
    this.location = location;
    this.storages = storages;
    this.fileBytes = fileBytes;
  }

  @Override
  public @Nullable Object persistent(@Nullable Object id, long byteOffset) throws IOException {
    if (id instanceof List<?> parts && parts.size() > 1 && "module".equals(parts.get(0))) {
      // A class of the user's, with its source text; only the class counts.
      return parts.get(1);
    }
    StorageId storage = StorageId.of(id);
    if (storage == null) {
      throw problem(byteOffset, "expected the id of a storage, got " + PickleKind.of(id));
    }
    FileRegion whole = storages.find(storage, byteOffset);
    int elementBytes = storage.type().elementBytes();
    return new TorchStorage(
        storage,
        new FileRegion(
            whole.file(),
            whole.offset() + storage.viewOffset() * elementBytes,
            storage.viewElements() * elementBytes));
  }

  @Override
  public @Nullable Object construct(
      PickleGlobal callable, List<@Nullable Object> arguments, long byteOffset) throws IOException {
    String name = callable.qualifiedName();
    if (name.equals("torch.Size")) {
      return arguments.isEmpty() ? List.of() : arguments.get(0);
    }
    if (PARAMETERS.contains(name)) {
      return !arguments.isEmpty() && arguments.get(0) instanceof Tensor tensor ? tensor : null;
    }
    if (name.equals(WITH_ATTRIBUTES)
        && arguments.size() > 2
        && arguments.get(0) instanceof PickleGlobal function
        && arguments.get(2) instanceof List<?> inner) {
      return rebuild(function.qualifiedName(), inner, byteOffset);
    }
    return rebuild(name, arguments, byteOffset);
  }

  /** The tensor that one of the three functions gives; null when it is another function. */
  private @Nullable Object rebuild(String function, List<?> arguments, long at) throws IOException {
    boolean known =
        function.equals(REBUILD) || function.equals(REBUILD_V2) || function.equals(REBUILD_V3);
    if (!known) {
      return null;
    }
    if (arguments.size() < 4
        || !(arguments.get(0) instanceof TorchStorage storage)
        || !(arguments.get(1) instanceof Long offset)) {
      throw problem(at, "expected " + function + "(storage, offset, size, stride ...)");
    }
    TensorType type = elementType(function, arguments, storage);
    if (type == null || isConjugatedOrNegated(arguments)) {
      return new PickleObject("a special torch.Tensor over " + storage.id().storageClass().name());
    }
    TensorView view =
        new TensorView(
            TensorView.sizes(arguments.get(2)), TensorView.sizes(arguments.get(3)), offset);
    String wrong = view.problem(storage, type, fileBytes);
    if (wrong != null) {
      throw problem(at, wrong);
    }
    return view.of(storage, type);
  }

  private static @Nullable TensorType elementType(
      String function, List<?> arguments, TorchStorage storage) {
    if (!function.equals(REBUILD_V3)) {
      return storage.id().type().type();
    }
    return arguments.size() > 6 && arguments.get(6) instanceof PickleGlobal dtype
        ? StorageType.ofDtype(dtype)
        : null;
  }

  /** Views that change values have a last argument that says so, in both functions. */
  private static boolean isConjugatedOrNegated(List<?> arguments) {
    return arguments.size() > 6
        && arguments.get(arguments.size() - 1) instanceof Map<?, ?> metadata
        && !metadata.isEmpty();
  }

  private TorchFormatException problem(long at, String what) {
    return new TorchFormatException(location, at, what);
  }
}
