package speechreps.model.checkpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.pickle.PickleGlobal;

/**
 * How the elements of a PyTorch storage are stored.
 *
 * @param elementBytes bytes an element takes
 * @param type what the elements are, or null for those that no {@link Tensor} has
 */
record StorageType(int elementBytes, @Nullable TensorType type) {
  /** Bytes of any kind; a tensor over them says which. */
  private static final StorageType UNTYPED = new StorageType(1, null);

  private static final StorageType COMPLEX_FLOAT = new StorageType(8, null);
  private static final StorageType COMPLEX_DOUBLE = new StorageType(16, null);
  private static final StorageType QUANTIZED_BYTE = new StorageType(1, null);
  private static final StorageType QUANTIZED_INT = new StorageType(4, null);

  private static final Map<String, StorageType> BY_CLASS =
      Map.ofEntries(
          Map.entry("FloatStorage", of(TensorType.FLOAT32)),
          Map.entry("DoubleStorage", of(TensorType.FLOAT64)),
          Map.entry("HalfStorage", of(TensorType.FLOAT16)),
          Map.entry("BFloat16Storage", of(TensorType.BFLOAT16)),
          Map.entry("ByteStorage", of(TensorType.UINT8)),
          Map.entry("CharStorage", of(TensorType.INT8)),
          Map.entry("BoolStorage", of(TensorType.BOOL)),
          Map.entry("ShortStorage", of(TensorType.INT16)),
          Map.entry("IntStorage", of(TensorType.INT32)),
          Map.entry("LongStorage", of(TensorType.INT64)),
          Map.entry("UntypedStorage", UNTYPED),
          Map.entry("_UntypedStorage", UNTYPED),
          Map.entry("ComplexFloatStorage", COMPLEX_FLOAT),
          Map.entry("ComplexDoubleStorage", COMPLEX_DOUBLE),
          Map.entry("QInt8Storage", QUANTIZED_BYTE),
          Map.entry("QUInt8Storage", QUANTIZED_BYTE),
          Map.entry("QUInt4x2Storage", QUANTIZED_BYTE),
          Map.entry("QUInt2x4Storage", QUANTIZED_BYTE),
          Map.entry("QInt32Storage", QUANTIZED_INT));

  private static final Map<String, TensorType> BY_DTYPE =
      Map.ofEntries(
          Map.entry("torch.float32", TensorType.FLOAT32),
          Map.entry("torch.float64", TensorType.FLOAT64),
          Map.entry("torch.float16", TensorType.FLOAT16),
          Map.entry("torch.bfloat16", TensorType.BFLOAT16),
          Map.entry("torch.uint8", TensorType.UINT8),
          Map.entry("torch.int8", TensorType.INT8),
          Map.entry("torch.bool", TensorType.BOOL),
          Map.entry("torch.int16", TensorType.INT16),
          Map.entry("torch.uint16", TensorType.UINT16),
          Map.entry("torch.int32", TensorType.INT32),
          Map.entry("torch.uint32", TensorType.UINT32),
          Map.entry("torch.int64", TensorType.INT64),
          Map.entry("torch.uint64", TensorType.UINT64));

  private static StorageType of(TensorType type) {
    return new StorageType(type.bytes(), type);
  }

  /**
   * The type of {@code torch.HalfStorage} and its like, or null. That of a GPU ({@code
   * torch.cuda.HalfStorage}, in old files) is the same.
   */
  static @Nullable StorageType ofClass(PickleGlobal storageClass) {
    return storageClass.module().startsWith("torch") ? BY_CLASS.get(storageClass.name()) : null;
  }

  /** The type of {@code torch.float16} and its like, or null. */
  static @Nullable TensorType ofDtype(PickleGlobal dtype) {
    return BY_DTYPE.get(dtype.qualifiedName());
  }
}
