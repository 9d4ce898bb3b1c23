package speechreps.model.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Writes NDArray list files field by field, well-formed or not; the grammar stands at {@link
 * MxnetParamsReader}.
 */
public final class MxnetParamsWriter {
  public static final int V1 = 0xF993FAC8;
  public static final int V2 = 0xF993FAC9;
  public static final int V3 = 0xF993FACA;
  public static final int FLOAT32 = 0;

  private final OutputStream out;

  public MxnetParamsWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * An array of a file.
   *
   * @param values called once for each element, in order
   */
  public record Array(String name, List<Long> shape, DoubleSupplier values) {
    long size() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /** A whole file of float32 arrays, as MXNet 1.9.1 writes it, byte for byte. */
  public static void write(OutputStream stream, List<Array> arrays) throws IOException {
    try (OutputStream buffered = new BufferedOutputStream(stream, 1 << 16)) {
      MxnetParamsWriter writer = new MxnetParamsWriter(buffered).header(arrays.size());
      for (Array array : arrays) {
        writer.denseV2(array.shape()).context().u32(FLOAT32);
        for (long i = array.size(); i > 0; i--) {
          writer.f32((float) array.values().getAsDouble());
        }
      }
      writer.names(arrays.stream().map(Array::name).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The start of a file of {@code count} arrays. */
  public MxnetParamsWriter header(long count) {
    return u64(0x112).u64(0).u64(count);
  }

  /** Magic, storage type and shape of a dense array. */
  public MxnetParamsWriter denseV2(List<Long> shape) {
    return u32(V2).u32(0).shape(shape);
  }

  public MxnetParamsWriter shape(List<Long> shape) {
    u32(shape.size());
    shape.forEach(this::u64);
    return this;
  }

  /** "CPU, number 0". */
  public MxnetParamsWriter context() {
    return u32(1).u32(0);
  }

  public MxnetParamsWriter names(List<String> names) {
    u64(names.size());
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      u64(bytes.length).bytes(bytes);
    }
    return this;
  }

  public MxnetParamsWriter f32(float value) {
    return u32(Float.floatToRawIntBits(value));
  }

  public MxnetParamsWriter u64(long value) {
    return u32((int) value).u32((int) (value >>> 32));
  }

  public MxnetParamsWriter u32(int value) {
    return bytes((byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24));
  }

  public MxnetParamsWriter u16(int value) {
    return bytes((byte) value, (byte) (value >>> 8));
  }

  public MxnetParamsWriter bytes(byte... bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
