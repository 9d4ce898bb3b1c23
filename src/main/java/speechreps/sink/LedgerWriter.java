package speechreps.sink;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import speechreps.storage.Storage;

/**
 * A part of the ledger as a Parquet file: one row for every line of the manifest that belongs to
 * one shard. All columns but {@code status} and {@code origin} may be null; see {@link LedgerRow}.
 *
 * <p>Not thread-safe.
 */
public final class LedgerWriter implements AutoCloseable {
  /** The folder of the ledger below the output folder. */
  public static final String FOLDER = "_ledger";

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message ledger {
            optional binary utterance_id (STRING);
            required binary status (STRING);
            optional binary reason (STRING);
            optional binary message (STRING);
            optional binary source (STRING);
            required binary origin (STRING);
            optional double seconds;
            optional int32 sample_rate_hz;
            optional int32 num_frames;
            optional int32 feature_dim;
            optional int32 shard;
            optional int64 ark_offset;
            optional int32 overflows;
            optional binary warnings (STRING);
          }
          """);

  private final ParquetFile file;

  private LedgerWriter(ParquetFile file) {
    this.file = file;
  }

  /** The path of the part that belongs to a shard, below the output folder. */
  public static String partName(int shard) {
    return String.format(Locale.ROOT, "%s/shard-%05d.parquet", FOLDER, shard);
  }

  /** The path of the part for lines of the manifest that never became work. */
  public static String manifestPartName() {
    return FOLDER + "/manifest.parquet";
  }

  /** Opens a part to write. */
  public static LedgerWriter create(Storage storage, String location) throws IOException {
    return new LedgerWriter(ParquetFile.create(storage, location, SCHEMA, Map.of(), ""));
  }

  /** Adds a row. */
  public void append(LedgerRow row) throws IOException {
    Group group = new SimpleGroup(SCHEMA);
    add(group, "utterance_id", row.utteranceId());
    add(group, "status", row.status().name().toLowerCase(Locale.ROOT));
    add(group, "reason", row.reason());
    add(group, "message", row.message());
    add(group, "source", row.source());
    add(group, "origin", row.origin());
    if (row.seconds() != null) {
      group.add("seconds", row.seconds());
    }
    add(group, "sample_rate_hz", row.sampleRateHz());
    add(group, "num_frames", row.numFrames());
    add(group, "feature_dim", row.featureDim());
    add(group, "shard", row.shard());
    if (row.arkOffset() != null) {
      group.add("ark_offset", row.arkOffset());
    }
    add(group, "overflows", row.overflows());
    add(group, "warnings", row.warnings().isEmpty() ? null : String.join("; ", row.warnings()));
    file.append(group);
  }

  private static void add(Group group, String column, @Nullable String value) {
    if (value != null) {
      group.add(column, value);
    }
  }

  private static void add(Group group, String column, @Nullable Integer value) {
    if (value != null) {
      group.add(column, value);
    }
  }

  /** Makes the part visible. */
  public void commit() throws IOException {
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
