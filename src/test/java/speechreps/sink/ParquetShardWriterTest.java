package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

class ParquetShardWriterTest implements ShardWriterContract {
  private static final double FRAME_SHIFT_MS = 12.5;

  private Path folder;
  private Path file;

  @BeforeEach
  void name(@TempDir Path tempDir) {
    folder = tempDir;
    file = folder.resolve("shard-00003.parquet");
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public ShardWriter newWriter() throws IOException {
    return writer(1 << 20, false);
  }

  private ShardWriter writer(int maxRowBytes, boolean half) throws IOException {
    return ParquetShardWriter.create(
        new Storage(new Configuration(false)),
        file.toString(),
        FRAME_SHIFT_MS,
        half,
        Map.of("speechreps.model", "fbank"),
        maxRowBytes);
  }

  @Test
  void halfPrecisionTakesTwoBytesAValue() throws IOException {
    try (ShardWriter writer = writer(1 << 20, true)) {
      writer.append(Utterance.ofRecording("a", "a.wav", "list:1"), matrix(2, 3), 2);
      writer.commit();
    }

    Group row = ParquetRows.read(file).get(0);
    assertEquals("float16", row.getString("dtype", 0));
    assertEquals(2 * 3 * 2, row.getBinary("features", 0).length());
  }

  @Test
  void rowHoldsTheUtteranceAndItsMatrix() throws IOException {
    FeatureMatrix features = new FeatureMatrix(2, 3, new float[] {1, 2, 3, 4, 5, -0.5f});
    try (ShardWriter writer = newWriter()) {
      assertEquals(
          ShardWriter.NO_OFFSET,
          writer.append(
              new Utterance("ütt-1", "a.wav", null, null, "ann", Double.NaN, "list:1"),
              features,
              2));
      writer.commit();
      assertEquals(Files.size(file), writer.bytes());
    }

    Group row = ParquetRows.read(file).get(0);
    assertEquals("ütt-1", row.getString("utterance_id", 0));
    assertEquals("ann", row.getString("speaker", 0));
    assertEquals(0, row.getInteger("chunk", 0));
    assertEquals(0, row.getInteger("start_frame", 0));
    assertEquals(FRAME_SHIFT_MS, row.getDouble("frame_shift_ms", 0));
    assertEquals("float32", row.getString("dtype", 0));
    assertEquals(features, ParquetRows.features(row));
  }

  @Test
  void speakerIsNullWhenTheManifestNamesNone() throws IOException {
    try (ShardWriter writer = newWriter()) {
      writer.append(Utterance.ofRecording("a", "a.wav", "list:1"), matrix(1, 2), 1);
      writer.commit();
    }

    assertNull(ParquetRows.string(ParquetRows.read(file).get(0), "speaker"));
  }

  @Test
  void longUtterancesGoIntoSeveralRowsWithoutLosingAFrame() throws IOException {
    FeatureMatrix features = matrix(7, 4);
    int threeFrames = 3 * 4 * Float.BYTES;
    try (ShardWriter writer = writer(threeFrames + 5, false)) {
      writer.append(
          Utterance.ofRecording("long", "l.wav", "list:1"), features, features.numFrames());
      writer.append(Utterance.ofRecording("short", "s.wav", "list:2"), matrix(1, 4), 1);
      writer.commit();
    }

    List<Group> rows = ParquetRows.read(file);
    assertEquals(
        List.of("long 0 0 3", "long 1 3 3", "long 2 6 1", "short 0 0 1"),
        rows.stream()
            .map(
                row ->
                    row.getString("utterance_id", 0)
                        + " "
                        + row.getInteger("chunk", 0)
                        + " "
                        + row.getInteger("start_frame", 0)
                        + " "
                        + row.getInteger("num_frames", 0))
            .toList());
    float[] joined = new float[features.values().length];
    int at = 0;
    for (Group row : rows.subList(0, 3)) {
      float[] part = ParquetRows.features(row).values();
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    assertArrayEquals(features.values(), joined);
  }

  @Test
  void frameLargerThanARowMayBeIsARowOfItsOwn() throws IOException {
    try (ShardWriter writer = writer(1, false)) {
      writer.append(Utterance.ofRecording("a", "a.wav", "list:1"), matrix(2, 3), 2);
      writer.commit();
    }

    assertEquals(2, ParquetRows.read(file).size());
  }

  @Test
  void matrixWithoutFramesIsOneRow() throws IOException {
    try (ShardWriter writer = newWriter()) {
      writer.append(Utterance.ofRecording("a", "a.wav", "list:1"), matrix(0, 3), 0);
      writer.commit();
    }

    assertEquals(matrix(0, 3), ParquetRows.features(ParquetRows.read(file).get(0)));
  }

  @Test
  void metadataIsInTheFooter() throws IOException {
    try (ShardWriter writer = newWriter()) {
      writer.commit();
    }

    assertEquals("fbank", ParquetRows.metadata(file).get("speechreps.model"));
  }

  @Test
  void manyRowGroupsKeepTheOrderOfRows() throws IOException {
    FeatureMatrix large = matrix(1 << 16, 40);
    try (ShardWriter writer = writer(64 << 20, false)) {
      for (int i = 0; i < 8; i++) {
        writer.append(Utterance.ofRecording("u" + i, "a.wav", "list:1"), large, large.numFrames());
      }
      writer.commit();
    }

    List<Group> rows = ParquetRows.read(file);
    assertEquals(
        List.of("u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7"),
        rows.stream().map(row -> row.getString("utterance_id", 0)).toList());
    assertEquals(large, ParquetRows.features(rows.get(7)));
  }

  private static FeatureMatrix matrix(int numFrames, int dim) {
    float[] values = new float[numFrames * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 0.25f;
    }
    return new FeatureMatrix(numFrames, dim, values);
  }
}
