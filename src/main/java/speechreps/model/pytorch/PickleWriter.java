package speechreps.model.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The part of Python's pickle protocol 2 that a TorchScript archive needs: a program for a stack
 * machine, whose last value is the object. Every method but {@link #mark} leaves one value more, or
 * turns what lies above the last mark into one.
 */
final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleWriter() {
    op(0x80).op(2);
  }

  /** Begins a tuple, or the entries of a dictionary. */
  PickleWriter mark() {
    return op('(');
  }

  /** All values since the mark. */
  PickleWriter tuple() {
    return op('t');
  }

  PickleWriter emptyTuple() {
    return op(')');
  }

  PickleWriter emptyDict() {
    return op('}');
  }

  /** Puts the pairs since the mark into the dictionary before it. */
  PickleWriter setItems() {
    return op('u');
  }

  PickleWriter bool(boolean value) {
    return op(value ? 0x88 : 0x89);
  }

  PickleWriter text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return op('X').bytes(littleEndian(bytes.length, Integer.BYTES)).bytes(bytes);
  }

  /** An integer, as LONG1: 8 bytes hold every size. */
  PickleWriter integer(long value) {
    return op(0x8a).op(Long.BYTES).bytes(littleEndian(value, Long.BYTES));
  }

  PickleWriter integers(List<Long> values) {
    mark();
    values.forEach(this::integer);
    return tuple();
  }

  /** A class or function. */
  PickleWriter global(String module, String name) {
    return op('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Calls the function below the tuple of arguments. */
  PickleWriter reduce() {
    return op('R');
  }

  /** Makes an object of the class below the tuple of arguments. */
  PickleWriter newObject() {
    return op(0x81);
  }

  /** Gives the object its state, the dictionary above it. */
  PickleWriter build() {
    return op('b');
  }

  /** What the reader resolves by itself, from the tuple on the stack. */
  PickleWriter persistentId() {
    return op('Q');
  }

  byte[] end() {
    op('.');
    return out.toByteArray();
  }

  private PickleWriter op(int code) {
    out.write(code);
    return this;
  }

  private PickleWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private static byte[] littleEndian(long value, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >> (8 * i));
    }
    return bytes;
  }
}
