package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Source;

/** What is written to an archive is read from it, in order and by offset. */
class TableRoundTripTest {
  private static final FeatureMatrix MATRIX =
      new FeatureMatrix(2, 3, new float[] {1f, -2.5f, 0f, -0f, 1e-20f, Float.MAX_VALUE});
  private static final DoubleMatrix STATS =
      new DoubleMatrix(2, 2, new double[] {1, -0.125, 1e200, 3});

  /** More than the buffer and more than the first allocation. */
  private static final int MANY = 300_001;

  @Test
  void floatMatricesKeepTheirBits() throws IOException {
    assertEquals(MATRIX, roundTrip(Holder.FEATURE_MATRIX, MATRIX));
  }

  @Test
  void nanAndInfinityKeepTheirPlaceInBinaryMatrices() throws IOException {
    FeatureMatrix odd = new FeatureMatrix(1, 2, new float[] {Float.NaN, Float.NEGATIVE_INFINITY});
    assertEquals(odd, roundTrip(Holder.FEATURE_MATRIX, odd));
  }

  @Test
  void doubleMatricesKeepTheirBits() throws IOException {
    assertEquals(STATS, roundTrip(Holder.DOUBLE_MATRIX, STATS));
  }

  @Test
  void floatVectorsKeepTheirBits() throws IOException {
    float[] vector = {1.5f, -3e-30f};
    assertArrayEquals(vector, roundTrip(Holder.FLOAT_VECTOR, vector));
  }

  @Test
  void doubleVectorsKeepTheirBits() throws IOException {
    double[] vector = {1.5, -3e-300};
    assertArrayEquals(vector, roundTrip(Holder.DOUBLE_VECTOR, vector));
  }

  @Test
  void integerVectorsKeepTheirValues() throws IOException {
    int[] vector = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 256};
    assertArrayEquals(vector, roundTrip(Holder.INT_VECTOR, vector));
    assertArrayEquals(vector, textRoundTrip(Holder.INT_VECTOR, vector));
  }

  @Test
  void emptyVectorsStayEmpty() throws IOException {
    assertArrayEquals(new float[0], roundTrip(Holder.FLOAT_VECTOR, new float[0]));
    assertArrayEquals(new float[0], textRoundTrip(Holder.FLOAT_VECTOR, new float[0]));
    assertArrayEquals(new int[0], textRoundTrip(Holder.INT_VECTOR, new int[0]));
  }

  @Test
  void largeMatricesAreReadWhole() throws IOException {
    FeatureMatrix large = new FeatureMatrix(MANY, 1, ramp());
    assertEquals(large, roundTrip(Holder.FEATURE_MATRIX, large));
    assertEquals(DoubleMatrix.of(large), roundTrip(Holder.DOUBLE_MATRIX, DoubleMatrix.of(large)));
  }

  @Test
  void aMatrixWithoutFramesIsWrittenWithoutColumns() throws IOException {
    FeatureMatrix noFrames = new FeatureMatrix(0, 40, new float[0]);
    FeatureMatrix expected = new FeatureMatrix(0, 0, new float[0]);
    assertEquals(expected, roundTrip(Holder.FEATURE_MATRIX, noFrames));
    assertEquals(expected, textRoundTrip(Holder.FEATURE_MATRIX, noFrames));
  }

  @Test
  void framesWithoutColumnsAreRefusedAndLeaveNoTrace() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter<FeatureMatrix> ark = ArkWriter.binary(out, Holder.FEATURE_MATRIX);
    FeatureMatrix noColumns = new FeatureMatrix(3, 0, new float[0]);
    Exception e = assertThrows(IllegalArgumentException.class, () -> ark.write("bad", noColumns));
    assertEquals("a matrix of 3 rows must have columns, got 0", e.getMessage());
    assertEquals(5, ark.write("good", MATRIX));
    assertEquals(MATRIX, only(Holder.FEATURE_MATRIX, out.toByteArray()));
  }

  @Test
  void textMatricesKeepSevenDigits() throws IOException {
    FeatureMatrix matrix = new FeatureMatrix(2, 2, new float[] {1.25f, -3f, 1e-20f, 65536f});
    assertEquals(matrix, textRoundTrip(Holder.FEATURE_MATRIX, matrix));
    assertEquals(STATS, textRoundTrip(Holder.DOUBLE_MATRIX, STATS));
  }

  @Test
  void textNanAndInfinityAreRead() throws IOException {
    FeatureMatrix odd =
        new FeatureMatrix(
            1, 3, new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY});
    assertEquals(odd, textRoundTrip(Holder.FEATURE_MATRIX, odd));
  }

  @Test
  void floatAndDoubleMatricesAreReadAsEachOther() throws IOException {
    byte[] doubles = written(Holder.DOUBLE_MATRIX, STATS);
    assertEquals(STATS.toFeatureMatrix(), only(Holder.FEATURE_MATRIX, doubles));
    byte[] floats = written(Holder.FEATURE_MATRIX, MATRIX);
    assertEquals(DoubleMatrix.of(MATRIX), only(Holder.DOUBLE_MATRIX, floats));
  }

  @Test
  void floatAndDoubleVectorsAreReadAsEachOther() throws IOException {
    byte[] doubles = written(Holder.DOUBLE_VECTOR, new double[] {0.5, 2});
    assertArrayEquals(new float[] {0.5f, 2}, only(Holder.FLOAT_VECTOR, doubles));
    byte[] floats = written(Holder.FLOAT_VECTOR, new float[] {0.5f, 2});
    assertArrayEquals(new double[] {0.5, 2}, only(Holder.DOUBLE_VECTOR, floats));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void entriesAreReadInOrderAndByOffset(boolean binary) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter<FeatureMatrix> ark =
        binary
            ? ArkWriter.binary(out, Holder.FEATURE_MATRIX)
            : ArkWriter.text(out, Holder.FEATURE_MATRIX);
    FeatureMatrix second = new FeatureMatrix(1, 1, new float[] {7});
    long firstOffset = ark.write("ключ", second);
    long secondOffset = ark.write("b", second);
    Source source = new BytesSource("x.ark", out.toByteArray());
    assertEquals(second, Holder.FEATURE_MATRIX.readAt(source, firstOffset));
    assertEquals(second, Holder.FEATURE_MATRIX.readAt(source, secondOffset));
    try (ArkReader<FeatureMatrix> reader = ArkReader.open(source, Holder.FEATURE_MATRIX)) {
      assertEquals(new ArkEntry<>("ключ", firstOffset, second), reader.next());
      assertEquals(new ArkEntry<>("b", secondOffset, second), reader.next());
      assertNull(reader.next());
    }
  }

  @Test
  void aFileWithoutAKeyIsReadWhole() throws IOException {
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    Holder.DOUBLE_MATRIX.write(binary, STATS);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Holder.DOUBLE_MATRIX.writeText(text, STATS);
    BytesSource binaryFile = new BytesSource("cmvn.mat", binary.toByteArray());
    assertEquals(STATS, Holder.DOUBLE_MATRIX.read(binaryFile));
    BytesSource textFile = new BytesSource("cmvn.txt", text.toByteArray());
    assertEquals(STATS, Holder.DOUBLE_MATRIX.read(textFile));
  }

  @Test
  void anEmptyArchiveHasNoEntries() throws IOException {
    try (ArkReader<FeatureMatrix> reader =
        ArkReader.open(new BytesSource("x.ark", new byte[0]), Holder.FEATURE_MATRIX)) {
      assertNull(reader.next());
    }
  }

  @Test
  void aStreamThatDeliversSingleBytesGivesTheSame() throws IOException {
    byte[] ark = written(Holder.FEATURE_MATRIX, MATRIX);
    InputStream trickle =
        new FilterInputStream(new BytesSource("x", ark).open()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 1));
          }
        };
    trickle.skipNBytes(4);
    assertEquals(MATRIX, Holder.FEATURE_MATRIX.read(trickle, "x", 4));
  }

  @Test
  void keysWithBlanksAreRefused() {
    ArkWriter<FeatureMatrix> ark =
        ArkWriter.binary(new ByteArrayOutputStream(), Holder.FEATURE_MATRIX);
    Exception e = assertThrows(IllegalArgumentException.class, () -> ark.write("a b", MATRIX));
    assertEquals(
        "a key must have neither blanks nor control characters, got U+0020 in \"a b\"",
        e.getMessage());
  }

  private static float[] ramp() {
    float[] values = new float[MANY];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.37f;
    }
    return values;
  }

  private static <T> T roundTrip(Holder<T> holder, T value) throws IOException {
    return only(holder, written(holder, value));
  }

  private static <T> T textRoundTrip(Holder<T> holder, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter.text(out, holder).write("key", value);
    return only(holder, out.toByteArray());
  }

  private static <T> byte[] written(Holder<T> holder, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter.binary(out, holder).write("key", value);
    return out.toByteArray();
  }

  private static <T> T only(Holder<T> holder, byte[] ark) throws IOException {
    try (ArkReader<T> reader = ArkReader.open(new BytesSource("x.ark", ark), holder)) {
      ArkEntry<T> entry = Objects.requireNonNull(reader.next());
      assertNull(reader.next());
      return entry.value();
    }
  }
}
