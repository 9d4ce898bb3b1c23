package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/** Rows that come block by block are written as a matrix in memory is. */
class FeatureRowsTest {
  /** From a single row over those without quarters to several blocks. */
  private static final List<Integer> ROWS = List.of(0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 100, 1001);

  private static final int BLOCK_ROWS = 7;
  private static final int DIM = 5;

  @Test
  void blocksAreWrittenAsTheWholeInFloatsDoublesAndText() throws IOException {
    for (FeatureMatrix matrix : matrices()) {
      FeatureRows rows = new RowsInBlocks(matrix, BLOCK_ROWS);
      assertArrayEquals(
          binary(Holder.FEATURE_MATRIX, matrix), binary(Holder.FEATURE_ROWS, rows), "" + matrix);
      assertArrayEquals(
          binary(Holder.DOUBLE_MATRIX, DoubleMatrix.of(matrix)),
          binary(Holder.WIDENED_ROWS, rows),
          "" + matrix);
      assertArrayEquals(
          text(Holder.FEATURE_MATRIX, matrix), text(Holder.FEATURE_ROWS, rows), "" + matrix);
    }
  }

  @ParameterizedTest
  @EnumSource(CompressionMethod.class)
  void blocksAreCompressedAsTheWhole(CompressionMethod method) throws IOException {
    Holder<FeatureRows> holder = Holder.compressed(method);
    for (FeatureMatrix matrix : matrices()) {
      assertArrayEquals(
          binary(holder, matrix),
          binary(holder, new RowsInBlocks(matrix, BLOCK_ROWS)),
          "" + matrix);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1001, 2002, 2003, 1 << 20})
  void columnsAreWrittenInOrderHoweverManyAreGathered(int groupBytes) throws IOException {
    FeatureMatrix matrix = random(1001);
    CompressedMatrixFormat.Scale scale = new CompressedMatrixFormat.Scale(-10, 20);

    assertArrayEquals(columns(matrix, scale, 1 << 20), columns(matrix, scale, groupBytes));
  }

  @Test
  void aRefusedValueInALaterBlockLeavesTheArchiveAsItWas() throws IOException {
    float[] values = new float[100 * DIM];
    values[50 * DIM + 3] = Float.POSITIVE_INFINITY;
    FeatureRows rows = new RowsInBlocks(new FeatureMatrix(100, DIM, values), BLOCK_ROWS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter<FeatureRows> ark =
        ArkWriter.binary(out, Holder.compressed(CompressionMethod.ONE_BYTE_ZERO_ONE));
    long before = ark.write("a", random(3));
    int size = out.size();

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ark.write("b", rows));

    assertEquals(
        "a matrix to be compressed must be finite, got Infinity in row 50, column 3",
        e.getMessage());
    assertEquals(size, out.size());
    assertEquals(size + before, ark.write("c", random(3)));
  }

  private static List<FeatureMatrix> matrices() {
    return Stream.concat(
            ROWS.stream().map(FeatureRowsTest::random), Stream.of(constant(), twoValues()))
        .toList();
  }

  /** Columns on quite different scales, so that some quartiles share a code and others do not. */
  private static FeatureMatrix random(int rows) {
    Random random = new Random(rows);
    float[] values = new float[rows * DIM];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(0.01, i % DIM));
    }
    return new FeatureMatrix(rows, DIM, values);
  }

  private static FeatureMatrix constant() {
    return new FeatureMatrix(20, DIM, new float[20 * DIM]);
  }

  private static FeatureMatrix twoValues() {
    float[] values = new float[40 * DIM];
    for (int i = 0; i < values.length; i += 3) {
      values[i] = i % 2 == 0 ? 1e30f : -0f;
    }
    return new FeatureMatrix(40, DIM, values);
  }

  private static byte[] columns(
      FeatureRows rows, CompressedMatrixFormat.Scale scale, int groupBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    KaldiOutput output = new KaldiOutput(out);
    CompressedColumns.write(output, rows, scale, groupBytes);
    output.flush();
    return out.toByteArray();
  }

  private static <T> byte[] binary(Holder<T> holder, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    holder.write(out, value);
    return out.toByteArray();
  }

  private static <T> byte[] text(Holder<T> holder, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    holder.writeText(out, value);
    return out.toByteArray();
  }
}
