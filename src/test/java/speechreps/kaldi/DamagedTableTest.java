package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;

/** Whatever happens to an archive's bytes, reading it ends in values or in a format exception. */
class DamagedTableTest {
  private static final int DAMAGES = 4000;
  private static final List<Holder<?>> HOLDERS =
      List.of(Holder.FEATURE_MATRIX, Holder.DOUBLE_MATRIX, Holder.FLOAT_VECTOR, Holder.INT_VECTOR);

  @Test
  void changedBytesNeverEndInAnotherException() throws IOException {
    byte[] good = archive();
    Random random = new Random(7);
    int failures = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] bad = good.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      failures += readsOrFails(HOLDERS.get(i % HOLDERS.size()), bad) ? 0 : 1;
    }
    assertTrue(failures > DAMAGES / 2, "damage was hardly ever noticed: " + failures);
  }

  @Test
  void anArchiveCutAnywhereLosesAtMostItsLastEntry() throws IOException {
    byte[] good = archive();
    int entriesBefore = 0;
    for (int length = 0; length <= good.length; length++) {
      int entries = entries(Arrays.copyOf(good, length));
      assertTrue(entries == entriesBefore || entries == entriesBefore + 1, "at " + length);
      entriesBefore = entries;
    }
    assertEquals(6, entriesBefore);
  }

  private static boolean readsOrFails(Holder<?> holder, byte[] ark) throws IOException {
    try (ArkReader<?> reader = ArkReader.open(new BytesSource("x.ark", ark), holder)) {
      while (reader.next() != null) {
        // Only the way it ends matters.
      }
      return true;
    } catch (KaldiFormatException e) {
      return false;
    }
  }

  private static int entries(byte[] ark) throws IOException {
    int entries = 0;
    try (ArkReader<FeatureMatrix> reader =
        ArkReader.open(new BytesSource("x.ark", ark), Holder.FEATURE_MATRIX)) {
      while (reader.next() != null) {
        entries++;
      }
    } catch (KaldiFormatException e) {
      return entries;
    }
    return entries;
  }

  /** A matrix of every kind. */
  private static byte[] archive() throws IOException {
    FeatureMatrix matrix = new FeatureMatrix(3, 2, new float[] {1, 2.5f, -3, 4, 1e-9f, 6});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArkWriter.binary(out, Holder.FEATURE_MATRIX).write("float", matrix);
    ArkWriter.binary(out, Holder.DOUBLE_MATRIX).write("double", DoubleMatrix.of(matrix));
    for (CompressionMethod method :
        List.of(
            CompressionMethod.SPEECH_FEATURE,
            CompressionMethod.TWO_BYTE_AUTO,
            CompressionMethod.ONE_BYTE_AUTO)) {
      ArkWriter.binary(out, Holder.compressed(method)).write(method.name(), matrix);
    }
    ArkWriter.text(out, Holder.FEATURE_MATRIX).write("text", matrix);
    return out.toByteArray();
  }
}
