package speechreps.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a file is, as its first bytes say.
 *
 * @param kind what can be read, or something else
 * @param words what it is, for messages
 */
record FileForm(Kind kind, String words) {
  private static final int HEAD_BYTES = 512;
  private static final int BYTES_SHOWN = 8;
  private static final long MXNET_MAGIC = 0x112;

  /** Where a tar archive says so. */
  private static final int TAR_MAGIC_AT = 257;

  /** What the readers of this room take. */
  enum Kind {
    MXNET,
    ZIP,
    PICKLE,
    OTHER
  }

  /** Looks at a file's first bytes. */
  static FileForm of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD_BYTES));
    }
  }

  /** The exception for a file of another form than is asked for. */
  CheckpointException unexpected(Path file, String expected) {
    return new CheckpointException(file.toString(), "expected " + expected + ", got " + words);
  }

  private static FileForm of(byte[] head) {
    if (longAt(head, 0) == MXNET_MAGIC) {
      return new FileForm(Kind.MXNET, "an MXNet parameter file");
    }
    // Latin-1 makes one character of each byte.
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
      return new FileForm(Kind.ZIP, "a zip archive");
    }
    if (head.length > 1 && text.charAt(0) == 0x80 && head[1] >= 2 && head[1] <= 5) {
      return new FileForm(Kind.PICKLE, "a Python pickle");
    }
    return new FileForm(Kind.OTHER, otherWords(head, text));
  }

  private static String otherWords(byte[] head, String text) {
    if (text.isEmpty()) {
      return "an empty file";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a git-lfs pointer: the file itself is still to be fetched (git lfs pull)";
    }
    if (text.stripLeading().startsWith("<")) {
      return "an HTML or XML page: the download may have failed";
    }
    if (text.startsWith("\u0089HDF\r\n")) {
      return "an HDF5 file";
    }
    if (text.startsWith("\u0093NUMPY")) {
      return "a NumPy array (.npy)";
    }
    if (text.startsWith("\u001f\u008b")) {
      return "a gzip file: it is still to be unpacked";
    }
    if (text.startsWith("ustar", TAR_MAGIC_AT)) {
      return "a tar archive: it is still to be unpacked";
    }
    if (text.startsWith("{", BYTES_SHOWN) && longAt(head, 0) > 0) {
      return "a safetensors file";
    }
    byte[] first = Arrays.copyOf(head, Math.min(BYTES_SHOWN, head.length));
    return "a file that begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(first);
  }

  private static long longAt(byte[] head, int at) {
    return head.length < at + Long.BYTES
        ? -1
        : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
  }
}
