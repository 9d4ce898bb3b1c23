package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.storage.Scratch;

class NpyWriterTest {
  @Test
  void headerIsThatOfNumPy() throws IOException {
    byte[] file = write(new FeatureMatrix(2, 3, new float[6]));

    String description = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    assertArrayEquals(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, Arrays.copyOf(file, 10));
    assertEquals(
        description + " ".repeat(117 - description.length()) + "\n",
        new String(file, 10, 118, StandardCharsets.US_ASCII));
    assertEquals(128 + 6 * Float.BYTES, file.length);
  }

  @Test
  void valuesFollowRowByRowInLittleEndian() throws IOException {
    byte[] file = write(new FeatureMatrix(2, 2, new float[] {1, -2, 0.5f, Float.MIN_VALUE}));

    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(128);
    assertEquals(1, data.getFloat());
    assertEquals(-2, data.getFloat());
    assertEquals(0.5f, data.getFloat());
    assertEquals(Float.MIN_VALUE, data.getFloat());
  }

  @ParameterizedTest
  @CsvSource({"0,40", "1,1", "255,3", "256,3", "257,3", "1000,2048", "0,0"})
  void dataBeginAtAMultipleOf64AndAreComplete(int numFrames, int dim) throws IOException {
    FeatureMatrix matrix = new FeatureMatrix(numFrames, dim, new float[numFrames * dim]);

    byte[] file = write(matrix);

    int dataStart = 10 + (file[8] & 0xFF) + 256 * (file[9] & 0xFF);
    assertEquals(0, dataStart % 64);
    assertEquals(dataStart + numFrames * dim * Float.BYTES, file.length);
  }

  @Test
  void everyValueOfALongMatrixIsWrittenOnce() throws IOException {
    float[] values = new float[1000 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }

    ByteBuffer data =
        ByteBuffer.wrap(write(new FeatureMatrix(1000, 3, values)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(128);
    float[] read = new float[values.length];
    data.asFloatBuffer().get(read);
    assertArrayEquals(values, read);
  }

  @Test
  void rowsOfATemporaryFileAreWrittenAsThoseInMemory(@TempDir Path folder) throws IOException {
    FeatureMatrix matrix = LongFeatures.matrix();

    try (Scratch scratch = new Scratch(folder)) {
      assertArrayEquals(write(matrix), write(LongFeatures.inFile(scratch, matrix)));
    }
  }

  private static byte[] write(FeatureRows matrix) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpyWriter.write(out, matrix);
    return out.toByteArray();
  }
}
