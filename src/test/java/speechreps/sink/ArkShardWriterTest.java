package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.storage.Scratch;
import speechreps.storage.Storage;

class ArkShardWriterTest implements ShardWriterContract {
  private Path folder;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    folder = tempDir;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public ShardWriter newWriter() throws IOException {
    return ArkShardWriter.create(
        new Storage(new Configuration(false)), file().toString(), ArchiveType.FLOAT);
  }

  private Path file() {
    return folder.resolve("data/shard-00000.ark");
  }

  @Test
  void offsetsPointAtTheMatricesOfTheArchive() throws IOException {
    long first;
    long second;
    try (ShardWriter writer = newWriter()) {
      first = writer.append(utterance("a"), new FeatureMatrix(1, 2, new float[] {1.5f, -2}), 1);
      second = writer.append(utterance("bcd"), new FeatureMatrix(2, 1, new float[] {3, 4}), 2);
      writer.commit();
      assertEquals(Files.size(file()), writer.bytes());
    }

    assertEquals("a ".length(), first);
    assertMatrix(first, 1, 2, 1.5f, -2);
    assertMatrix(second, 2, 1, 3, 4);
    byte[] archive = Files.readAllBytes(file());
    assertEquals("bcd ", new String(archive, (int) second - 4, 4, StandardCharsets.US_ASCII));
  }

  @Test
  void keyThatKaldiCouldNotReadIsRefused() throws IOException {
    try (ShardWriter writer = newWriter()) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> writer.append(utterance("a b"), new FeatureMatrix(0, 1, new float[0]), 0));

      assertEquals(
          "a key must have neither blanks nor control characters, got U+0020 in \"a b\"",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(ArchiveType.class)
  void everyTypeWritesRowsOfAFileAsThoseInMemory(ArchiveType type) throws IOException {
    FeatureMatrix matrix = LongFeatures.matrix();
    ByteArrayOutputStream ofMemory = new ByteArrayOutputStream();
    ByteArrayOutputStream ofFile = new ByteArrayOutputStream();

    long offset = type.writer(ofMemory).write("a", matrix);

    try (Scratch scratch = new Scratch(folder)) {
      assertEquals(offset, type.writer(ofFile).write("a", LongFeatures.inFile(scratch, matrix)));
    }
    assertArrayEquals(ofMemory.toByteArray(), ofFile.toByteArray());
  }

  /** Kaldi's layout: NUL, "BFM ", a size byte before each dimension, then the floats. */
  private void assertMatrix(long offset, int rows, int columns, float... values)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position((int) offset);
    byte[] magic = new byte[5];
    bytes.get(magic);
    assertEquals("\0BFM ", new String(magic, StandardCharsets.US_ASCII));
    assertEquals(4, bytes.get());
    assertEquals(rows, bytes.getInt());
    assertEquals(4, bytes.get());
    assertEquals(columns, bytes.getInt());
    for (float value : values) {
      assertEquals(value, bytes.getFloat());
    }
  }

  private static Utterance utterance(String id) {
    return Utterance.ofRecording(id, "a.wav", "wav.scp:1");
  }
}
