package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;

/**
 * Reads MXNet's NDArray list files ({@code .params}), all little-endian:
 *
 * <pre>
 * file     = u64 0x112, u64 reserved, u64 count, count x array, u64 names, names x name
 * name     = u64 byte length, UTF-8 bytes
 * array V2 = u32 0xF993FAC9, i32 storage type, shape, context, i32 type, elements
 * array V3 = u32 0xF993FACA, the rest as V2 (written under NumPy shapes)
 * array V1 = u32 0xF993FAC8, shape, context, i32 type, elements
 * array V0 = u32 dimensions, dimensions x u32 size, context, i32 type, elements
 * shape    = i32 dimensions, dimensions x i64 size
 * context  = i32 device type, i32 device number
 * </pre>
 *
 * <p>An array without dimensions ends after its shape, except in V3, where it is a scalar. The
 * context says where an array once lived and is ignored. V3 is read as V2 is: MXNet itself refuses
 * it only while NumPy shapes are off. Sparse arrays are refused.
 *
 * <p>Elements are not read before a tensor is asked for them. Source: {@code NDArray::Load} and
 * {@code LegacyLoad} of MXNet 1.9.1.
 */
public final class MxnetParamsReader {
  private static final long LIST_MAGIC = 0x112;
  private static final int V1_MAGIC = 0xF993FAC8;
  private static final int V2_MAGIC = 0xF993FAC9;
  private static final int V3_MAGIC = 0xF993FACA;
  private static final int MAX_DIMENSIONS = 32;
  private static final int MAX_NAME_BYTES = 8192;

  /** The fewest bytes an array takes: its magic and an empty shape. */
  private static final int MIN_ARRAY_BYTES = 4;

  /** In the order of MXNet's type flags, from 0. */
  private static final List<TensorType> TYPE_FLAGS =
      List.of(
          TensorType.FLOAT32,
          TensorType.FLOAT64,
          TensorType.FLOAT16,
          TensorType.UINT8,
          TensorType.INT32,
          TensorType.INT8,
          TensorType.INT64,
          TensorType.BOOL,
          TensorType.INT16,
          TensorType.UINT16,
          TensorType.UINT32,
          TensorType.UINT64,
          TensorType.BFLOAT16);

  private final FileBytes in;
  private final Path file;

  private MxnetParamsReader(FileBytes in, Path file) {
    this.in = in;
    this.file = file;
  }

  /**
   * Reads a local file.
   *
   * @throws ParamsFormatException when the file is damaged, with the byte offset
   * @throws java.nio.file.NoSuchFileException when it is not there
   */
  public static Checkpoint read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new MxnetParamsReader(new FileBytes(channel, file, ParamsFormatException::new), file)
          .readList();
    }
  }

  private Checkpoint readList() throws IOException {
    long magic = in.remaining() < Long.BYTES ? -1 : in.readLong();
    if (magic != LIST_MAGIC) {
      throw in.problemAt(0, "not an MXNet parameter file: expected it to begin with 0x112");
    }
    in.readLong();
    List<@Nullable Elements> arrays = new ArrayList<>();
    long count = readCount("arrays", MIN_ARRAY_BYTES);
    for (long i = 0; i < count; i++) {
      arrays.add(readArray());
    }
    return named(arrays);
  }

  /** Joins the arrays with the names that follow them; of two with one name the later counts. */
  private Checkpoint named(List<@Nullable Elements> arrays) throws IOException {
    long namesAt = in.position();
    long count = readCount("names", Long.BYTES);
    if (count != arrays.size()) {
      throw in.problemAt(namesAt, "expected " + arrays.size() + " array names, got " + count);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Elements array : arrays) {
      String name = readName();
      if (array != null) {
        tensors.put(name, new Tensor(name, array.shape, array.type, array.data));
      }
    }
    return new Checkpoint(in.location(), tensors);
  }

  /** One array, or null for the empty array that MXNet writes for "nothing here". */
  private @Nullable Elements readArray() throws IOException {
    int magic = in.readInt();
    List<Long> shape;
    switch (magic) {
      case V3_MAGIC, V2_MAGIC -> {
        long at = in.position();
        int storageType = in.readInt();
        if (storageType != 0) {
          throw in.problemAt(at, "expected a dense array (storage type 0), got " + storageType);
        }
        shape = readShape(in.readInt(), Long.BYTES);
      }
      case V1_MAGIC -> shape = readShape(in.readInt(), Long.BYTES);
      default -> shape = readShape(magic, Integer.BYTES);
    }
    if (shape.isEmpty() && magic != V3_MAGIC) {
      return null;
    }
    in.readInt();
    in.readInt();
    TensorType type = readType();
    return new Elements(shape, type, skipElements(shape, type));
  }

  private List<Long> readShape(int dimensions, int bytesPerSize) throws IOException {
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw in.problemAt(
          in.position() - Integer.BYTES,
          "expected an array of 0 to "
              + MAX_DIMENSIONS
              + " dimensions, got "
              + Integer.toUnsignedString(dimensions));
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      long at = in.position();
      long size = bytesPerSize == Long.BYTES ? in.readLong() : Integer.toUnsignedLong(in.readInt());
      if (size < 0) {
        throw in.problemAt(at, "expected a size of 0 or more, got " + size);
      }
      shape.add(size);
    }
    return shape;
  }

  private TensorType readType() throws IOException {
    long at = in.position();
    int flag = in.readInt();
    if (flag < 0 || flag >= TYPE_FLAGS.size()) {
      throw in.problemAt(
          at, "expected a type flag from 0 to " + (TYPE_FLAGS.size() - 1) + ", got " + flag);
    }
    return TYPE_FLAGS.get(flag);
  }

  /** A number of things that take at least {@code minBytes} each. */
  private long readCount(String what, int minBytes) throws IOException {
    long at = in.position();
    long count = in.readLong();
    if (count < 0 || count > in.remaining() / minBytes) {
      throw in.problemAt(
          at,
          "damaged file: expected at most "
              + in.remaining() / minBytes
              + " "
              + what
              + " in the "
              + in.remaining()
              + " bytes that follow, got "
              + Long.toUnsignedString(count));
    }
    return count;
  }

  /** A byte length and as many bytes of UTF-8. */
  private String readName() throws IOException {
    long at = in.position();
    long length = in.readLong();
    long most = Math.min(in.remaining(), MAX_NAME_BYTES);
    if (length < 0 || length > most) {
      throw in.problemAt(
          at,
          "damaged file: expected a name of at most "
              + most
              + " bytes, got "
              + Long.toUnsignedString(length));
    }
    ByteBuffer name = ByteBuffer.wrap(in.readBytes((int) length));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      IOException problem = in.problemAt(at, "damaged file: expected a name in UTF-8");
      problem.initCause(e);
      throw problem;
    }
  }

  /** Moves past the elements that begin here. */
  private FileRegion skipElements(List<Long> shape, TensorType type) throws IOException {
    long at = in.position();
    long bytes = type.bytes();
    for (long dim : shape) {
      // The product is compared step by step, so that it cannot overflow.
      if (dim != 0 && bytes > in.remaining() / dim) {
        throw in.problemAt(
            at,
            "file is cut off: expected an array of shape "
                + shape
                + " and type "
                + type
                + ", got only "
                + in.remaining()
                + " bytes");
      }
      bytes *= dim;
    }
    in.skip(bytes);
    return new FileRegion(file, at, bytes);
  }

  private record Elements(List<Long> shape, TensorType type, FileRegion data) {}
}
