package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Corrupt and truncated tables fail with a message that says where. */
class MalformedTableTest {
  @Test
  void aHeaderThatClaimsTwoBillionRowsFailsForWhatIsMissing() {
    byte[] ark = matrix("FM", 2_000_000_000, 1).floats(1, 2, 3).toBytes();
    assertEquals(
        "the file ends within a matrix of 2000000000 x 1: expected 2000000000 values, got 3"
            + " (x.ark, key u1, byte 30)",
        failure(Holder.FEATURE_MATRIX, ark));
  }

  @Test
  void moreValuesThanAnArrayHoldsAreRefusedBeforeReading() {
    assertEquals(
        "a matrix of 65536 x 65536 of 4294967296 values is more than can be held"
            + " (x.ark, key u1, byte 18)",
        failure(Holder.FEATURE_MATRIX, matrix("FM", 65536, 65536).zeros(100).toBytes()));
  }

  @Test
  void negativeRowsAreRefused() {
    assertEquals(
        "expected rows and columns both positive or both 0, got -1 x 3 (x.ark, key u1, byte 18)",
        failure(Holder.FEATURE_MATRIX, matrix("FM", -1, 3).zeros(12).toBytes()));
  }

  @Test
  void rowsWithoutColumnsAreRefused() {
    assertEquals(
        "expected rows and columns both positive or both 0, got 5 x 0 (x.ark, key u1, byte 18)",
        failure(Holder.DOUBLE_MATRIX, matrix("DM", 5, 0).toBytes()));
  }

  @Test
  void aTruncatedMatrixNamesWhatIsMissing() {
    assertEquals(
        "the file ends within a matrix of 2 x 2: expected 4 values, got 3"
            + " (x.ark, key u1, byte 30)",
        failure(Holder.FEATURE_MATRIX, matrix("FM", 2, 2).floats(1, 2, 3, 4).cutBy(1)));
  }

  @Test
  void aTruncatedHeaderNamesWhatIsMissing() {
    assertEquals(
        "the file ends within the number of columns: expected 5 bytes, got 3"
            + " (x.ark, key u1, byte 13)",
        failure(Holder.FEATURE_MATRIX, matrix("FM", 2, 2).cutBy(2)));
  }

  @Test
  void aWrongSizeByteIsRefused() {
    assertEquals(
        "expected size byte 4 of the number of rows, got 8 (x.ark, key u1, byte 8)",
        failure(Holder.FEATURE_MATRIX, entry().object("FM").raw(8).zeros(16).toBytes()));
  }

  @Test
  void aVectorIsNotAMatrix() {
    byte[] ark = entry().object("FV").sizedInt(1).floats(1).toBytes();
    assertEquals(
        "expected a matrix (FM, DM, CM, CM2 or CM3), got FV (x.ark, key u1, byte 5)",
        failure(Holder.FEATURE_MATRIX, ark));
  }

  @Test
  void aMatrixIsNotAVector() {
    assertEquals(
        "expected a vector (FV or DV), got FM (x.ark, key u1, byte 5)",
        failure(Holder.FLOAT_VECTOR, matrix("FM", 1, 1).floats(1).toBytes()));
  }

  @Test
  void aNegativeDimensionIsRefused() {
    assertEquals(
        "expected a dimension of at least 0, got -2 (x.ark, key u1, byte 13)",
        failure(Holder.FLOAT_VECTOR, entry().object("FV").sizedInt(-2).toBytes()));
  }

  @Test
  void anIntegerVectorOfTwoBillionFailsForWhatIsMissing() {
    byte[] ark = entry().text("\0B").sizedInt(Integer.MAX_VALUE).sizedInt(1).toBytes();
    assertEquals(
        "an integer vector of 2147483647 of 10737418235 values is more than can be held"
            + " (x.ark, key u1, byte 10)",
        failure(Holder.INT_VECTOR, ark));
  }

  @Test
  void anIntegerOfAnotherSizeIsRefused() {
    byte[] ark = entry().text("\0B").sizedInt(1).raw(8, 0, 0, 0, 0).toBytes();
    assertEquals(
        "expected size byte 4 of element 0, got 8 (x.ark, key u1, byte 15)",
        failure(Holder.INT_VECTOR, ark));
  }

  @Test
  void aTruncatedCompressedMatrixNamesWhatIsMissing() {
    byte[] ark = entry().object("CM").floats(0, 1).int32(100).int32(2).zeros(8 + 8 + 150).toBytes();
    assertEquals(
        "the file ends within a matrix of 100 x 2: expected 200 values, got 150"
            + " (x.ark, key u1, byte 190)",
        failure(Holder.FEATURE_MATRIX, ark));
  }

  @Test
  void aCompressedMatrixOfTwoBillionColumnsFailsForWhatIsMissing() {
    byte[] ark =
        entry().object("CM3").floats(0, 1).int32(1).int32(2_000_000_000).zeros(9).toBytes();
    assertEquals(
        "the file ends within a matrix of 1 x 2000000000: expected 2000000000 values, got 9"
            + " (x.ark, key u1, byte 34)",
        failure(Holder.FEATURE_MATRIX, ark));
  }

  @Test
  void aZeroByteWithoutTheMarkIsRefused() {
    assertEquals(
        "expected B after the zero byte of the binary mark, got 'C' (x.ark, key u1, byte 4)",
        failure(Holder.FEATURE_MATRIX, entry().text("\0C").toBytes()));
  }

  @Test
  void aTokenWithoutABlankIsRefused() {
    assertEquals(
        "expected a token and a blank, got the end of the file after \"FM\""
            + " (x.ark, key u1, byte 7)",
        failure(Holder.FEATURE_MATRIX, entry().text("\0BFM").toBytes()));
  }

  @Test
  void aTextThatIsNoMatrixIsRefused() {
    assertEquals(
        "expected a matrix, either \\0B or [, got 'R' (x.ark, key u1, byte 3)",
        failure(Holder.FEATURE_MATRIX, entry().text("RIFF").toBytes()));
  }

  @Test
  void aTextMatrixWithRowsOfDifferentLengthIsRefused() {
    assertEquals(
        "expected 2 values in row 1, got 1 (x.ark, key u1, byte 14)",
        failure(Holder.FEATURE_MATRIX, entry().text(" [ 1 2\n3 ]\n").toBytes()));
  }

  @Test
  void aWordThatIsNoNumberIsRefused() {
    assertEquals(
        "expected a number, got \"0x1p3\" (x.ark, key u1, byte 11)",
        failure(Holder.FEATURE_MATRIX, entry().text(" [ 0x1p3 ]\n").toBytes()));
  }

  @Test
  void aTextMatrixWithoutItsBracketIsRefused() {
    assertEquals(
        "the file ends before the closing bracket (x.ark, key u1, byte 9)",
        failure(Holder.FEATURE_MATRIX, entry().text(" [ 1 2").toBytes()));
  }

  @Test
  void aWordThatIsNoIntegerIsRefused() {
    assertEquals(
        "expected an integer, got \"2.5\" (x.ark, key u1, byte 9)",
        failure(Holder.INT_VECTOR, entry().text("1 2.5\n").toBytes()));
  }

  @Test
  void aFileThatEndsAfterAKeyIsRefused() {
    assertEquals(
        "the file ends after a key (x.ark, key u1, byte 2)",
        failure(Holder.FEATURE_MATRIX, new KaldiBytes().text("u1").toBytes()));
  }

  @Test
  void aKeyWithControlCharactersIsRefused() {
    assertEquals(
        "a key must have neither blanks nor control characters, got U+0007 in \"a?b\""
            + " (x.ark, byte 0)",
        failure(Holder.FEATURE_MATRIX, new KaldiBytes().text("a\u0007b ").toBytes()));
  }

  @Test
  void aKeyThatIsNotUtf8IsRefused() {
    assertEquals(
        "expected a key in UTF-8 (x.ark, byte 0)",
        failure(Holder.FEATURE_MATRIX, new KaldiBytes().raw(0xff, 0xfe, ' ').toBytes()));
  }

  @Test
  void bytesWithoutAnyBlankAreNoArchive() {
    assertEquals(
        "no blank within 4096 bytes: is this an archive? (x.ark, byte 0)",
        failure(Holder.FEATURE_MATRIX, new KaldiBytes().zeros(5000).toBytes()));
  }

  @Test
  void anOffsetBeyondTheFileIsRefused() {
    BytesSource file = new BytesSource("x.ark", new byte[10]);
    Exception e =
        assertThrows(KaldiFormatException.class, () -> Holder.FEATURE_MATRIX.readAt(file, 12));
    assertEquals("the file ends before byte 12 (x.ark)", e.getMessage());
  }

  @Test
  void aValueAtAnOffsetIsNamedByItsPlaceInTheFile() {
    BytesSource file =
        new BytesSource("x.ark", new KaldiBytes().text("key ").object("SM").toBytes());
    Exception e =
        assertThrows(KaldiFormatException.class, () -> Holder.FEATURE_MATRIX.readAt(file, 4));
    assertEquals(
        "expected a matrix (FM, DM, CM, CM2 or CM3), got SM (x.ark, byte 6)", e.getMessage());
  }

  private static KaldiBytes entry() {
    return new KaldiBytes().text("u1 ");
  }

  private static KaldiBytes matrix(String token, int rows, int cols) {
    return entry().object(token).sizedInt(rows).sizedInt(cols);
  }

  private static <T> String failure(Holder<T> holder, byte[] ark) {
    BytesSource source = new BytesSource("x.ark", ark);
    return String.valueOf(
        assertThrows(KaldiFormatException.class, () -> readFirst(holder, source)).getMessage());
  }

  private static <T> void readFirst(Holder<T> holder, BytesSource source) throws IOException {
    try (ArkReader<T> reader = ArkReader.open(source, holder)) {
      reader.next();
    }
  }
}
