package speechreps.model.checkpoint;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Writes checkpoints as {@code torch.save} does, in both of its formats. The root is plain data:
 * null, Boolean, Integer, Long, BigInteger, Double, String, List, Map, {@link Values} for a tensor,
 * {@link View} for another view of its storage, {@link Instance} for an object. Elements are asked
 * for one at a time while they are written, so a file may be larger than the heap.
 */
public final class TorchCheckpointWriter {
  private TorchCheckpointWriter() {}

  /**
   * A storage and the row-major tensor that is all of it. One object is one storage, wherever it
   * stands in the root.
   *
   * @param values called once for each element, in order
   * @param location where it once lived, {@code cpu} or {@code cuda:0}
   */
  public record Values(TensorType type, List<Long> shape, DoubleSupplier values, String location) {
    public Values(TensorType type, List<Long> shape, DoubleSupplier values) {
      this(type, shape, values, "cpu");
    }

    /** Elements in order. */
    public static Values of(TensorType type, List<Long> shape, double... elements) {
      int[] next = {0};
      return new Values(type, shape, () -> elements[next[0]++]);
    }

    long size() {
      return Strides.elements(shape);
    }
  }

  /** A tensor over the storage of {@code storage}; offset and strides in elements. */
  public record View(Values storage, long offset, List<Long> shape, List<Long> strides) {}

  /** An object of any class, with its attributes. */
  public record Instance(String module, String name, Map<String, ?> attributes) {
    /** The settings of a training program. */
    public static Instance namespace(Map<String, ?> arguments) {
      return new Instance("argparse", "Namespace", arguments);
    }
  }

  /** The format since PyTorch 1.6. */
  public static void zip(OutputStream stream, Object root) throws IOException {
    try (ZipStream zip = new ZipStream(new BufferedOutputStream(stream, 1 << 16))) {
      PickleBuilder pickle = new PickleBuilder(false);
      zip.stored("archive/data.pkl", pickle.proto(2).value(root).stop().toByteArray());
      zip.stored("archive/byteorder", "little".getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, Values> storage : pickle.storages()) {
        zip.begin("archive/data/" + storage.getKey());
        writeElements(storage.getValue(), zip);
      }
      zip.stored("archive/version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The format before PyTorch 1.6. */
  public static void legacy(OutputStream stream, Object root) throws IOException {
    try (OutputStream out = new BufferedOutputStream(stream, 1 << 16)) {
      out.write(legacyHeader());
      PickleBuilder pickle = new PickleBuilder(true);
      out.write(pickle.proto(2).value(root).stop().toByteArray());
      out.write(pickled(pickle.storages().stream().map(Map.Entry::getKey).toList()));
      for (Map.Entry<String, Values> entry : pickle.storages()) {
        Values storage = entry.getValue();
        out.write(longBytes(storage.size()));
        writeElements(storage, out);
      }
    }
  }

  /** The three pickles before the object. */
  static byte[] legacyHeader() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(pickled(new BigInteger("1950a86a20f9469cfc6c", 16)));
    out.write(pickled(1001));
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("protocol_version", 1001);
    machine.put("little_endian", true);
    machine.put("type_sizes", Map.of("int", 4));
    out.write(pickled(machine));
    return out.toByteArray();
  }

  /** One protocol 2 pickle of plain data. */
  static byte[] pickled(Object value) {
    return new PickleBuilder(true).proto(2).value(value).stop().toByteArray();
  }

  private static void writeElements(Values storage, OutputStream out) throws IOException {
    byte[] bytes = new byte[storage.type().bytes()];
    ByteBuffer element = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = storage.size(); i > 0; i--) {
      put(storage.type(), storage.values().getAsDouble(), element.clear());
      out.write(bytes);
    }
  }

  private static void put(TensorType type, double value, ByteBuffer target) {
    switch (type) {
      case FLOAT32 -> target.putFloat((float) value);
      case FLOAT64 -> target.putDouble(value);
      case FLOAT16 -> target.putShort(half((float) value));
      case BFLOAT16 -> target.putShort((short) (Float.floatToRawIntBits((float) value) >>> 16));
      case UINT8, INT8, BOOL -> target.put((byte) value);
      case INT16, UINT16 -> target.putShort((short) value);
      case INT32, UINT32 -> target.putInt((int) value);
      case INT64, UINT64 -> target.putLong((long) value);
    }
  }

  /** The IEEE binary16 next towards zero; values too small for a normal number become zero. */
  private static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int exponent = ((bits >>> 23) & 0xff) - 127 + 15;
    if (exponent <= 0) {
      return (short) sign;
    }
    return (short) (sign | (Math.min(exponent, 31) << 10) | ((bits >>> 13) & 0x3ff));
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(Long.reverseBytes(value)).array();
  }
}
