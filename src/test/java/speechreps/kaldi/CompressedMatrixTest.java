package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;

/** Compressed matrices: how far they are from what was written, and what cannot be compressed. */
class CompressedMatrixTest {
  /** Half a step of 65535 over the range, and float rounding. */
  private static final float HALF_A_WORD_STEP = 0.51f / 65535;

  /** Half a step of 255 over the range, and float rounding. */
  private static final float HALF_A_BYTE_STEP = 0.51f / 255;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 100})
  void twoByteMatricesAreWithinHalfAStep(int rows) throws IOException {
    FeatureMatrix matrix = random(rows, 3);
    FeatureMatrix decoded = roundTrip(matrix, CompressionMethod.TWO_BYTE_AUTO);
    assertArrayEquals(matrix.values(), decoded.values(), range(matrix) * HALF_A_WORD_STEP);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100})
  void oneByteMatricesAreWithinHalfAStep(int rows) throws IOException {
    FeatureMatrix matrix = random(rows, 3);
    FeatureMatrix decoded = roundTrip(matrix, CompressionMethod.ONE_BYTE_AUTO);
    assertArrayEquals(matrix.values(), decoded.values(), range(matrix) * HALF_A_BYTE_STEP);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 100})
  void columnsOfAnyLengthAreWithinASixtiethOfTheRange(int rows) throws IOException {
    FeatureMatrix matrix = random(rows, 3);
    FeatureMatrix decoded = roundTrip(matrix, CompressionMethod.SPEECH_FEATURE);
    assertArrayEquals(matrix.values(), decoded.values(), range(matrix) / 63);
  }

  @ParameterizedTest
  @EnumSource(CompressionMethod.class)
  void decodedMatricesCompressToThemselves(CompressionMethod method) throws IOException {
    FeatureMatrix once = roundTrip(random(50, 4), method);
    FeatureMatrix twice = roundTrip(once, method);
    assertArrayEquals(once.values(), twice.values(), 2e-5f);
  }

  @Test
  void columnsAreDecodedToKaldisBits() throws IOException {
    // Written and decoded by Kaldi's own code, compiled into the Python package kaldi_native_io.
    String file = "0042434d20cdcccc3d33333341090000000100000000002429ff7fffff0015404d6f8ac0efff";
    float[] expected = {
      0x1.99999ap-4f,
      0x1.619694p-1f,
      0x1.e661ccp+0f,
      0x1.249740p+1f,
      0x1.a5ca50p+1f,
      0x1.0631e8p+2f,
      0x1.6ccb66p+2f,
      0x1.3c1694p+3f,
      0x1.69999ap+3f
    };
    byte[] bytes = HexFormat.of().parseHex(file);
    FeatureMatrix decoded = Holder.FEATURE_MATRIX.read(new BytesSource("x.mat", bytes));
    assertEquals(new FeatureMatrix(9, 1, expected), decoded);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8, 9, 64, 1001})
  void quartilesAreThoseOfTheSortedColumn(int rows) {
    CompressedMatrixFormat.Scale scale = new CompressedMatrixFormat.Scale(-8, 16);
    for (int distinct : new int[] {1, 2, 5, 1 << 20}) {
      Random random = new Random(rows);
      float[] column = new float[rows];
      for (int i = 0; i < rows; i++) {
        column[i] = random.nextInt(distinct) * 8f / distinct;
      }
      float[] sorted = column.clone();
      Arrays.sort(sorted);
      int quarter = rows / 4;
      int lower = scale.encode(sorted[quarter], 65535);
      Quartiles quartiles = Quartiles.of(column, scale);
      assertEquals(scale.encode(sorted[0], 65535), quartiles.p0());
      assertEquals(Math.max(lower, quartiles.p0() + 1), quartiles.p25());
      int upper = scale.encode(sorted[3 * quarter], 65535);
      assertEquals(Math.max(upper, quartiles.p25() + 1), quartiles.p75());
      int largest = scale.encode(sorted[rows - 1], 65535);
      assertEquals(Math.max(largest, quartiles.p75() + 1), quartiles.p100());
    }
  }

  @Test
  void integersOfTheirRangeAreExact() throws IOException {
    FeatureMatrix words = new FeatureMatrix(2, 2, new float[] {-32768, 32767, 0, -1});
    assertEquals(words, roundTrip(words, CompressionMethod.TWO_BYTE_SIGNED_INTEGER));
    FeatureMatrix bytes = new FeatureMatrix(2, 2, new float[] {0, 255, 1, 128});
    assertEquals(bytes, roundTrip(bytes, CompressionMethod.ONE_BYTE_UNSIGNED_INTEGER));
  }

  @Test
  void valuesBeyondAFixedRangeAreClipped() throws IOException {
    FeatureMatrix matrix = new FeatureMatrix(1, 3, new float[] {-1, 0.5f, 7});
    FeatureMatrix decoded = roundTrip(matrix, CompressionMethod.ONE_BYTE_ZERO_ONE);
    assertArrayEquals(new float[] {0, 0.5f, 1}, decoded.values(), HALF_A_BYTE_STEP);
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionMethod.class,
      names = {"AUTO", "SPEECH_FEATURE", "TWO_BYTE_AUTO"})
  void aConstantMatrixStaysConstant(CompressionMethod method) throws IOException {
    float[] values = new float[40];
    Arrays.fill(values, -3.5f);
    FeatureMatrix matrix = new FeatureMatrix(20, 2, values);
    assertArrayEquals(values, roundTrip(matrix, method).values(), 1e-4f);
  }

  @ParameterizedTest
  @EnumSource(CompressionMethod.class)
  void anEmptyMatrixHasSixteenHeaderBytesAndTheNextKeyIsRead(CompressionMethod method)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter<FeatureMatrix> ark = ArkWriter.binary(out, Holder.compressed(method));
    ark.write("empty", new FeatureMatrix(0, 13, new float[0]));
    int size = out.size();
    int token = method.forRows(0) == CompressionMethod.SPEECH_FEATURE ? 3 : 4;
    assertEquals("empty ".length() + 2 + token + 16, size);
    ark.write("next", random(3, 2));
    BytesSource source = new BytesSource("x.ark", out.toByteArray());
    try (ArkReader<FeatureMatrix> reader = ArkReader.open(source, Holder.FEATURE_MATRIX)) {
      assertEquals(0, Objects.requireNonNull(reader.next()).value().numFrames());
      assertEquals("next", Objects.requireNonNull(reader.next()).key());
    }
  }

  @Test
  void nanIsRefusedByItsPlace() {
    FeatureMatrix matrix = new FeatureMatrix(2, 2, new float[] {1, 2, 3, Float.NaN});
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> roundTrip(matrix, CompressionMethod.AUTO));
    assertEquals(
        "a matrix to be compressed must be finite, got NaN in row 1, column 1", e.getMessage());
  }

  @Test
  void aRangeBeyondFloatIsRefused() {
    FeatureMatrix matrix = new FeatureMatrix(1, 2, new float[] {-3e38f, 3e38f});
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> roundTrip(matrix, CompressionMethod.AUTO));
    assertEquals(
        "a matrix from -3.0E38 to 3.0E38 has too large a range to be compressed", e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionMethod.class,
      names = {"TWO_BYTE_SIGNED_INTEGER", "ONE_BYTE_UNSIGNED_INTEGER", "ONE_BYTE_ZERO_ONE"})
  void aFixedScaleTakesAnyFiniteRange(CompressionMethod method) throws IOException {
    FeatureMatrix matrix = new FeatureMatrix(1, 3, new float[] {-3e38f, 1, 3e38f});
    float smallest = method == CompressionMethod.TWO_BYTE_SIGNED_INTEGER ? -32768 : 0;
    float largest =
        switch (method) {
          case TWO_BYTE_SIGNED_INTEGER -> 32767;
          case ONE_BYTE_UNSIGNED_INTEGER -> 255;
          default -> 1;
        };
    assertArrayEquals(
        new float[] {smallest, 1, largest}, roundTrip(matrix, method).values(), HALF_A_BYTE_STEP);
  }

  @Test
  void theQuartileConstantIsKaldisDecimalOne() {
    assertEquals(Float.parseFloat("1.52590218966964e-05"), 1 / 65535f);
  }

  @Test
  void numbersOtherThanOneToSevenAreRefused() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> CompressionMethod.ofNumber(8));
    assertEquals("compression method must be 1 to 7, got 8", e.getMessage());
    assertEquals(CompressionMethod.ONE_BYTE_AUTO, CompressionMethod.ofNumber(5));
  }

  private static FeatureMatrix roundTrip(FeatureMatrix matrix, CompressionMethod method)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Holder.compressed(method).write(out, matrix);
    return Holder.FEATURE_MATRIX.read(new BytesSource("x.mat", out.toByteArray()));
  }

  private static FeatureMatrix random(int rows, int cols) {
    Random random = new Random(rows);
    float[] values = new float[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(rows, cols, values);
  }

  private static float range(FeatureMatrix matrix) {
    float min = Float.MAX_VALUE;
    float max = -Float.MAX_VALUE;
    for (float value : matrix.values()) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return max - min;
  }
}
