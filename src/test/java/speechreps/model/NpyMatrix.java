package speechreps.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy files of little-endian floats in C order, which is what the golden matrices are. Those of
 * double precision are rounded.
 */
public record NpyMatrix(int[] shape, float[] values) {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '<f([48])', 'fortran_order': False, 'shape': \\(([0-9, ]+)\\)");

  /** Reads a file. */
  public static NpyMatrix read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = bytes.getShort(8);
    String header = new String(bytes.array(), 10, headerLength, StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.find()) {
      throw new IOException(file + ": unexpected header " + header);
    }
    int[] shape =
        Arrays.stream(matcher.group(2).split(", *", 0)).mapToInt(Integer::parseInt).toArray();
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    boolean single = matcher.group(1).equals("4");
    bytes.position(10 + headerLength);
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? bytes.getFloat() : (float) bytes.getDouble();
    }
    return new NpyMatrix(shape, values);
  }
}
