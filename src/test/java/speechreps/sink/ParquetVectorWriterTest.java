package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

class ParquetVectorWriterTest implements ShardWriterContract {
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
    return ParquetVectorWriter.create(
        new Storage(new Configuration(false)), file.toString(), Map.of("speechreps.pool", "mean"));
  }

  @Test
  void rowHoldsTheVectorAsAList() throws IOException {
    try (ShardWriter writer = newWriter()) {
      writer.append(
          new Utterance("a", "a.wav", null, null, "ann", Double.NaN, "list:1"),
          new FeatureMatrix(1, 3, new float[] {1, -2.5f, 3}),
          77);
      writer.commit();
    }

    Group row = ParquetRows.read(file).get(0);
    assertEquals("a", row.getString("utterance_id", 0));
    assertEquals("ann", row.getString("speaker", 0));
    assertEquals(77, row.getInteger("num_frames", 0));
    assertEquals(3, row.getInteger("feature_dim", 0));
    Group list = row.getGroup("features", 0);
    assertEquals(3, list.getFieldRepetitionCount("list"));
    assertEquals(-2.5f, list.getGroup("list", 1).getFloat("element", 0));
    assertEquals("mean", ParquetRows.metadata(file).get("speechreps.pool"));
  }
}
