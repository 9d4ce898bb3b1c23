package speechreps.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import speechreps.speech.FeatureRows;

/**
 * One matrix as a NumPy file, format version 1.0, C order, little-endian float32.
 *
 * <pre>
 * npy    := 0x93 "NUMPY" 0x01 0x00 length header data
 * length := uint16, little-endian: bytes of the header
 * header := "{'descr': '&lt;f4', 'fortran_order': False, 'shape': (T, D), }" blanks "\n",
 *           so long that the data begins at a multiple of 64
 * data   := T × D float32, row by row
 * </pre>
 */
public final class NpyWriter {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int VALUES_PER_WRITE = 1 << 16;

  private NpyWriter() {}

  /** Writes a matrix of shape {@code (numFrames, dim)}; leaves the stream open. */
  public static void write(OutputStream out, FeatureRows rows) throws IOException {
    out.write(header(rows.numFrames(), rows.dim()));
    byte[] bytes = new byte[VALUES_PER_WRITE * Float.BYTES];
    rows.forEachBlock((first, block) -> writeValues(out, block.values(), bytes));
  }

  private static void writeValues(OutputStream out, float[] values, byte[] bytes)
      throws IOException {
    for (int start = 0; start < values.length; start += VALUES_PER_WRITE) {
      int count = Math.min(VALUES_PER_WRITE, values.length - start);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .put(values, start, count);
      out.write(bytes, 0, count * Float.BYTES);
    }
  }

  private static byte[] header(int numFrames, int dim) {
    String description =
        String.format(
            Locale.ROOT,
            "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }",
            numFrames,
            dim);
    int prefix = MAGIC.length + Short.BYTES;
    int unpadded = prefix + description.length() + 1;
    int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putShort((short) (total - prefix));
    header.put(description.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < total - 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}
