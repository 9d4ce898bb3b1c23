package speechreps.model.pytorch;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import speechreps.model.checkpoint.Tensor;

/**
 * A tensor that a program names, with its values where they lie.
 *
 * @param name an identifier; {@code self.name} in the program
 * @param shape its dimensions
 * @param storage how the module holds the values
 * @param values writes all of them, row-major, when the module is loaded
 */
public record TorchParameter(String name, List<Long> shape, Storage storage, Values values) {
  /** Where values come from. */
  @FunctionalInterface
  public interface Values {
    /** Appends all values to {@code target}, which has room for exactly these. */
    void appendTo(FloatBuffer target) throws IOException;
  }

  /** Element types of a module's tensors. */
  public enum Storage {
    /** IEEE binary32. */
    FLOAT32("FloatStorage", Float.BYTES),
    /** The upper half of a binary32, rounded to nearest even. */
    BFLOAT16("BFloat16Storage", Short.BYTES);

    private final String torchName;
    private final int bytes;

    Storage(String torchName, int bytes) {
      this.torchName = torchName;
      this.bytes = bytes;
    }

    String torchName() {
      return torchName;
    }

    int bytes() {
      return bytes;
    }
  }

  /** Checks the name, which becomes part of the program. */
  public TorchParameter {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException("expected an identifier, got " + name);
    }
    shape = List.copyOf(shape);
  }

  /** A tensor of a checkpoint, held in single precision whatever the file has. */
  public static TorchParameter of(String name, Tensor tensor) {
    return of(name, tensor, Storage.FLOAT32);
  }

  /** A tensor of a checkpoint. */
  public static TorchParameter of(String name, Tensor tensor, Storage storage) {
    return new TorchParameter(name, tensor.shape(), storage, tensor::appendTo);
  }

  /** Number of elements. */
  long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
