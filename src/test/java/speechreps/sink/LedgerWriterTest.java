package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.sink.LedgerRow.Status;
import speechreps.storage.Storage;

class LedgerWriterTest {
  private static final LedgerRow DONE =
      new LedgerRow(
          "a",
          Status.OK,
          null,
          null,
          "/audio/a.wav",
          "list:1",
          1.25,
          16000,
          123,
          40,
          7,
          99L,
          3,
          List.of("odd size", "truncated"));

  private Path folder;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    folder = tempDir;
  }

  @Test
  void everyColumnComesBack() throws IOException {
    Group row = writeAndRead(DONE);

    assertEquals("a", row.getString("utterance_id", 0));
    assertEquals("ok", row.getString("status", 0));
    assertEquals("/audio/a.wav", row.getString("source", 0));
    assertEquals("list:1", row.getString("origin", 0));
    assertEquals(1.25, row.getDouble("seconds", 0));
    assertEquals(16000, row.getInteger("sample_rate_hz", 0));
    assertEquals(123, row.getInteger("num_frames", 0));
    assertEquals(40, row.getInteger("feature_dim", 0));
    assertEquals(7, row.getInteger("shard", 0));
    assertEquals(99, row.getLong("ark_offset", 0));
    assertEquals(3, row.getInteger("overflows", 0));
    assertEquals("odd size; truncated", row.getString("warnings", 0));
    assertEquals(0, row.getFieldRepetitionCount("reason"));
    assertEquals(0, row.getFieldRepetitionCount("message"));
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    Group row =
        writeAndRead(
            new LedgerRow(
                null,
                Status.SKIPPED,
                null,
                "empty line (list:2)",
                null,
                "list:2",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of()));

    assertEquals("skipped", row.getString("status", 0));
    assertEquals("empty line (list:2)", row.getString("message", 0));
    for (String column :
        List.of(
            "utterance_id",
            "reason",
            "source",
            "seconds",
            "sample_rate_hz",
            "num_frames",
            "feature_dim",
            "shard",
            "ark_offset",
            "overflows",
            "warnings")) {
      assertEquals(0, row.getFieldRepetitionCount(column), column);
    }
  }

  @Test
  void partThatIsNotCommittedLeavesNothing() throws IOException {
    try (LedgerWriter ledger = open()) {
      ledger.append(DONE);
    }

    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void partsAreNamedAfterTheirShards() {
    assertEquals("_ledger/shard-00012.parquet", LedgerWriter.partName(12));
    assertEquals("_ledger/shard-123456.parquet", LedgerWriter.partName(123456));
  }

  private Group writeAndRead(LedgerRow row) throws IOException {
    try (LedgerWriter ledger = open()) {
      ledger.append(row);
      ledger.commit();
    }
    List<Group> rows = ParquetRows.read(folder.resolve(LedgerWriter.partName(7)));
    assertEquals(1, rows.size());
    return rows.get(0);
  }

  private LedgerWriter open() throws IOException {
    return LedgerWriter.create(
        new Storage(new Configuration(false)), folder.resolve(LedgerWriter.partName(7)).toString());
  }
}
