package speechreps.model.checkpoint.pickle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;

/**
 * Numbers, strings and bytes of a pickle. Integers are Long or, beyond 64 bits, BigInteger. The
 * bytes of Python 2 strings are Latin-1. Bytes, and strings of more than {@value #MAX_TEXT_BYTES},
 * are passed over: no model keeps its names or settings in such. Escapes in the text of protocol 0,
 * which PyTorch does not use, stay as they are.
 */
final class PickleLiterals {
  /** Longer strings are opaque objects. */
  static final int MAX_TEXT_BYTES = 1 << 16;

  /** Of all strings and long integers. A checkpoint of thousands of tensors has some 100 kB. */
  static final int MAX_ALL_BYTES = 1 << 24;

  /** Of one integer; the cost of text in decimals grows with the square of its length. */
  static final int MAX_INTEGER_BYTES = 1024;

  private final FileBytes in;
  private long allBytes;

  PickleLiterals(FileBytes in) {
    this.in = in;
  }

  /** The value of a literal whose opcode has been read. */
  @Nullable Object read(Opcode opcode) throws IOException {
    return switch (opcode) {
      case NONE -> null;
      case NEWTRUE -> true;
      case NEWFALSE -> false;
      case BININT -> (long) in.readInt();
      case BININT1 -> (long) in.readByte();
      case BININT2 -> (long) in.readShort();
      case LONG1 -> integer(in.readByte());
      case LONG4 -> integer(in.readInt());
      case BINFLOAT -> Double.longBitsToDouble(Long.reverseBytes(in.readLong()));
      case INT, LONG, FLOAT -> number(opcode);
      case STRING -> unquoted(line());
      case UNICODE -> line();
      case SHORT_BINSTRING -> text(in.readByte(), ISO_8859_1);
      case BINSTRING -> text(in.readInt(), ISO_8859_1);
      case SHORT_BINUNICODE -> text(in.readByte(), UTF_8);
      case BINUNICODE -> text(Integer.toUnsignedLong(in.readInt()), UTF_8);
      case BINUNICODE8 -> text(in.readLong(), UTF_8);
      case SHORT_BINBYTES -> skipped("builtins.bytes", in.readByte());
      case BINBYTES -> skipped("builtins.bytes", Integer.toUnsignedLong(in.readInt()));
      case BINBYTES8 -> skipped("builtins.bytes", in.readLong());
      case BYTEARRAY8 -> skipped("builtins.bytearray", in.readLong());
      default -> throw new IllegalStateException(opcode + " is not a literal");
    };
  }

  /** The characters up to the next line feed, which is passed over. */
  String line() throws IOException {
    long at = in.position();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.readByte(); next != '\n'; next = in.readByte()) {
      if (bytes.size() == MAX_TEXT_BYTES) {
        throw in.problemAt(
            at, "damaged pickle: expected a line of at most " + MAX_TEXT_BYTES + " bytes");
      }
      bytes.write(next);
    }
    count(at, bytes.size());
    return bytes.toString(UTF_8);
  }

  private Object text(long length, Charset charset) throws IOException {
    long at = in.position();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      return skipped("builtins.str", length);
    }
    count(at, length);
    return new String(in.readBytes((int) length), charset);
  }

  private void count(long at, long bytes) throws IOException {
    allBytes += bytes;
    if (allBytes > MAX_ALL_BYTES) {
      throw in.problemAt(
          at,
          "expected at most "
              + MAX_ALL_BYTES
              + " bytes of strings and integers in a pickle, got more");
    }
  }

  private PickleObject skipped(String className, long length) throws IOException {
    in.skip(length);
    return new PickleObject(className);
  }

  /** Two's complement, little-endian. */
  private Object integer(int length) throws IOException {
    if (length < 0 || length > MAX_INTEGER_BYTES) {
      throw in.problemAt(
          in.position(),
          "damaged pickle: expected an integer of at most "
              + MAX_INTEGER_BYTES
              + " bytes, got "
              + Integer.toUnsignedString(length));
    }
    count(in.position(), length);
    byte[] bytes = in.readBytes(length);
    byte[] bigEndian = new byte[length + 1];
    bigEndian[0] = (byte) (length > 0 && bytes[length - 1] < 0 ? -1 : 0);
    for (int i = 0; i < length; i++) {
      bigEndian[length - i] = bytes[i];
    }
    return narrowed(new BigInteger(bigEndian));
  }

  private static Object narrowed(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private Object number(Opcode opcode) throws IOException {
    long at = in.position();
    String text = line();
    try {
      if (text.length() > MAX_INTEGER_BYTES) {
        throw new NumberFormatException("too long");
      }
      return switch (opcode) {
        case FLOAT -> Double.parseDouble(text);
        case LONG -> narrowed(new BigInteger(text.endsWith("L") ? withoutLast(text) : text));
        default -> booleanOrInteger(text);
      };
    } catch (NumberFormatException e) {
      IOException problem = in.problemAt(at, "damaged pickle: expected a number");
      problem.initCause(e);
      throw problem;
    }
  }

  /** Protocols 0 and 1 write True and False as 01 and 00. */
  private static Object booleanOrInteger(String text) {
    return switch (text) {
      case "01" -> true;
      case "00" -> false;
      default -> narrowed(new BigInteger(text));
    };
  }

  private String unquoted(String line) throws IOException {
    char first = line.isEmpty() ? ' ' : line.charAt(0);
    if (line.length() < 2
        || (first != '\'' && first != '"')
        || !line.endsWith(line.substring(0, 1))) {
      throw in.problemAt(in.position(), "damaged pickle: expected a string in quotes");
    }
    return line.substring(1, line.length() - 1);
  }

  private static String withoutLast(String text) {
    return text.substring(0, text.length() - 1);
  }
}
