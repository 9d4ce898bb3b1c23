package speechreps.model.pytorch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import speechreps.model.pytorch.TorchParameter.Storage;

/**
 * Writes a program as the file that {@code torch::jit::load} reads: a zip of stored entries.
 *
 * <pre>
 * module/data.pkl               the module: an object of __torch__.Program, its tensors by reference
 * module/code/__torch__.py      the class: its attributes and methods
 * module/constants.pkl          an empty tuple
 * module/data/N                 the elements of tensor N, little-endian
 * module/byteorder              "little"
 * module/version                "3"
 * </pre>
 *
 * Tensors pass through memory one at a time.
 */
final class TorchArchive {
  private static final String ROOT = "module/";
  private static final String CLASS = "Program";
  private static final Pattern DEFINITION = Pattern.compile("(?m)^(def \\w+\\(self)\\b");

  private TorchArchive() {}

  /**
   * Writes the file.
   *
   * @throws IOException when a parameter cannot be read or the file cannot be written
   */
  static void write(Path file, TorchProgram program) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "data.pkl", module(program.parameters()));
      put(zip, "code/__torch__.py", code(program).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", new PickleWriter().emptyTuple().end());
      for (int i = 0; i < program.parameters().size(); i++) {
        put(zip, "data/" + i, elements(program.parameters().get(i)));
      }
      put(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
      put(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] module(List<TorchParameter> parameters) {
    PickleWriter pickle = new PickleWriter();
    pickle.global("__torch__", CLASS).emptyTuple().newObject().emptyDict().mark();
    pickle.text("training").bool(false);
    for (int i = 0; i < parameters.size(); i++) {
      pickle.text(parameters.get(i).name());
      appendTensor(pickle, parameters.get(i), i);
    }
    return pickle.setItems().build().end();
  }

  private static void appendTensor(PickleWriter pickle, TorchParameter parameter, int key) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().text("storage").global("torch", parameter.storage().torchName());
    pickle.text(Integer.toString(key)).text("cpu").integer(parameter.size());
    pickle.tuple().persistentId();
    pickle.integer(0).integers(parameter.shape()).integers(strides(parameter.shape()));
    pickle.bool(false).global("collections", "OrderedDict").emptyTuple().reduce();
    pickle.tuple().reduce();
  }

  private static List<Long> strides(List<Long> shape) {
    List<Long> strides = new ArrayList<>();
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides.add(0, stride);
      stride *= shape.get(i);
    }
    return strides;
  }

  /**
   * The class. Its tensors are plain attributes: gradients and the move of parameters between
   * devices have no place here.
   */
  private static String code(TorchProgram program) {
    StringBuilder code = new StringBuilder("class ").append(CLASS).append("(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    program.parameters().forEach(p -> code.append("  ").append(p.name()).append(" : Tensor\n"));
    // The engine wants a type for self, which the author of a program need not know.
    String methods = DEFINITION.matcher(program.methods()).replaceAll("$1: __torch__." + CLASS);
    code.append(methods.strip().indent(2));
    return code.toString();
  }

  private static byte[] elements(TorchParameter parameter) throws IOException {
    int size = Math.toIntExact(parameter.size());
    byte[] bytes = new byte[Math.multiplyExact(size, parameter.storage().bytes())];
    ByteBuffer target = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (parameter.storage() == Storage.FLOAT32) {
      appendAll(parameter, target.asFloatBuffer());
    } else {
      FloatBuffer floats = FloatBuffer.allocate(size);
      appendAll(parameter, floats);
      floats.flip();
      while (floats.hasRemaining()) {
        target.putShort(toBfloat16(floats.get()));
      }
    }
    return bytes;
  }

  private static void appendAll(TorchParameter parameter, FloatBuffer target) throws IOException {
    parameter.values().appendTo(target);
    if (target.hasRemaining()) {
      throw new IllegalStateException(
          parameter.name() + ": " + target.remaining() + " elements of its shape were not given");
    }
  }

  /** Rounds to nearest, ties to even. NaN stays NaN. */
  static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >> 16) | 0x40);
    }
    int roundUp = 0x7fff + ((bits >> 16) & 1);
    return (short) ((bits + roundUp) >> 16);
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    // A fixed time, so that the same program gives the same file.
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
