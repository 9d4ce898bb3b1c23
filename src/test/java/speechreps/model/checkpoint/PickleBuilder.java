package speechreps.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes pickles opcode by opcode, well-formed or not, or whole values as PyTorch writes them. */
public final class PickleBuilder {
  private static final Map<TensorType, String> STORAGES =
      Map.of(
          TensorType.FLOAT32, "FloatStorage",
          TensorType.FLOAT64, "DoubleStorage",
          TensorType.FLOAT16, "HalfStorage",
          TensorType.BFLOAT16, "BFloat16Storage",
          TensorType.UINT8, "ByteStorage",
          TensorType.INT8, "CharStorage",
          TensorType.BOOL, "BoolStorage",
          TensorType.INT16, "ShortStorage",
          TensorType.INT32, "IntStorage",
          TensorType.INT64, "LongStorage");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean legacy;

  /** Keys by identity, in order of first use. */
  private final IdentityHashMap<TorchCheckpointWriter.Values, String> keys =
      new IdentityHashMap<>();

  private final Map<String, TorchCheckpointWriter.Values> byKey = new LinkedHashMap<>();

  /**
   * @param legacy whether ids of storages end with None, as in the older format
   */
  public PickleBuilder(boolean legacy) {
    this.legacy = legacy;
  }

  /** The storages that were used, with their keys, in order of first use. */
  List<Map.Entry<String, TorchCheckpointWriter.Values>> storages() {
    return List.copyOf(byKey.entrySet());
  }

  public byte[] toByteArray() {
    return out.toByteArray();
  }

  /** Opcodes as the characters that pickletools has for them, and their arguments in Latin-1. */
  public PickleBuilder op(String bytes) {
    out.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  public PickleBuilder u32(long value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  public PickleBuilder u64(long value) {
    return u32(value).u32(value >>> 32);
  }

  public PickleBuilder proto(int protocol) {
    return op("\u0080").op(Character.toString(protocol));
  }

  public PickleBuilder stop() {
    return op(".");
  }

  public PickleBuilder global(String module, String name) {
    return op("c" + module + "\n" + name + "\n");
  }

  /** Pushes a value. */
  public PickleBuilder value(@Nullable Object value) {
    if (value == null) {
      return op("N");
    } else if (value instanceof Boolean flag) {
      return op(flag ? "\u0088" : "\u0089");
    } else if (value instanceof Integer || value instanceof Long) {
      return integer(BigInteger.valueOf(((Number) value).longValue()));
    } else if (value instanceof BigInteger number) {
      return integer(number);
    } else if (value instanceof Double number) {
      return op("G").u64(Long.reverseBytes(Double.doubleToRawLongBits(number)));
    } else if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      op("X").u32(bytes.length);
      out.writeBytes(bytes);
      return this;
    }
    return compound(value);
  }

  private PickleBuilder compound(Object value) {
    if (value instanceof List<?> list) {
      op("](");
      list.forEach(this::value);
      return op("e");
    } else if (value instanceof Map<?, ?> map) {
      op("}(");
      map.forEach((key, item) -> value(key).value(item));
      return op("u");
    } else if (value instanceof TorchCheckpointWriter.Values tensor) {
      return view(tensor, 0, tensor.shape(), Strides.rowMajor(tensor.shape()));
    } else if (value instanceof TorchCheckpointWriter.View view) {
      return view(view.storage(), view.offset(), view.shape(), view.strides());
    } else if (value instanceof TorchCheckpointWriter.Instance object) {
      return global(object.module(), object.name())
          .op(")\u0081")
          .value(object.attributes())
          .op("b");
    }
    throw new IllegalArgumentException("not plain data: " + value.getClass());
  }

  private PickleBuilder view(
      TorchCheckpointWriter.Values storage, long offset, List<Long> shape, List<Long> strides) {
    global("torch._utils", "_rebuild_tensor_v2").op("(").storage(storage).value(offset);
    tuple(shape).tuple(strides).value(false);
    return global("collections", "OrderedDict").op(")RtR");
  }

  /** The id of a storage. */
  PickleBuilder storage(TorchCheckpointWriter.Values storage) {
    String key = keys.computeIfAbsent(storage, unused -> Integer.toString(keys.size()));
    byKey.put(key, storage);
    op("(")
        .value("storage")
        .global("torch", STORAGES.getOrDefault(storage.type(), "UntypedStorage"))
        .value(key);
    value(storage.location()).value(storage.size());
    return op(legacy ? "NtQ" : "tQ");
  }

  /** A tuple of integers. */
  public PickleBuilder tuple(List<Long> items) {
    op("(");
    items.forEach(this::value);
    return op("t");
  }

  private PickleBuilder integer(BigInteger number) {
    if (number.bitLength() < 32) {
      return op("J").u32(number.intValue());
    }
    byte[] bigEndian = number.toByteArray();
    op("\u008a").op(Character.toString(bigEndian.length));
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      out.write(bigEndian[i]);
    }
    return this;
  }
}
