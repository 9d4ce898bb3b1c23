package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.kaldi.ArkWriter;
import speechreps.kaldi.Holder;
import speechreps.speech.FeatureMatrix;

class OutputSizeTest {
  /** Text has as many digits as its values need. */
  private static final double TEXT_TOLERANCE = 0.2;

  @ParameterizedTest
  @EnumSource(ArchiveType.class)
  void archivesAreAsLargeAsForeseen(ArchiveType type) throws IOException {
    // CM1 is another method up to 8 rows.
    for (int rows : new int[] {1, 8, 9, 50}) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      long unused = type.writer(written).write("é-1", matrix(rows));

      long foreseen = size(OutputFormat.ARK, type, false).ofUtterance("é-1", rows);
      double tolerance = type == ArchiveType.TEXT ? TEXT_TOLERANCE * written.size() : 0;
      assertEquals(written.size(), (double) foreseen, tolerance, type + " of " + rows);
    }
  }

  @Test
  void vectorsAreAsLargeAsForeseen() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    long unused = ArkWriter.binary(written, Holder.FLOAT_VECTOR).write("a", matrix(1).values());

    assertEquals(
        written.size(), size(OutputFormat.ARK, ArchiveType.FLOAT, true).ofUtterance("a", 50));
  }

  @Test
  void halfPrecisionHalvesTheValues() {
    OutputSize half = new OutputSize(OutputFormat.PARQUET, ArchiveType.FLOAT, true, false, 7);
    OutputSize whole = size(OutputFormat.PARQUET, ArchiveType.FLOAT, false);

    assertEquals(50 * 7 * 2, whole.ofUtterance("a", 50) - half.ofUtterance("a", 50));
  }

  private static OutputSize size(OutputFormat format, ArchiveType type, boolean pooled) {
    return new OutputSize(format, type, false, pooled, 7);
  }

  private static FeatureMatrix matrix(int rows) {
    float[] values = new float[rows * 7];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 200) / 201f;
    }
    return new FeatureMatrix(rows, 7, values);
  }
}
