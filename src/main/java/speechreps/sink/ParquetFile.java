package speechreps.sink;

import java.io.IOException;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/**
 * One Parquet file, visible whole or not at all.
 *
 * <p>Row groups are small and checked after every row, because rows of features are megabytes:
 * Parquet's own default looks at the size only after a hundred rows and runs out of memory first.
 * Columns named as bulk are written plain: no dictionary, since floats hardly ever repeat.
 */
final class ParquetFile implements AutoCloseable {
  /** A row group ends with the row that makes it as large as this. */
  static final int ROW_GROUP_BYTES = 32 << 20;

  private static final int PAGE_BYTES = 1 << 20;

  private final PendingFile file;
  private final ParquetWriter<Group> writer;
  private long bytes;

  private ParquetFile(PendingFile file, ParquetWriter<Group> writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Opens a file to write.
   *
   * @param metadata key and value pairs for the footer
   * @param bulkColumn the column whose values are megabytes, or the empty string
   */
  static ParquetFile create(
      Storage storage,
      String location,
      MessageType schema,
      Map<String, String> metadata,
      String bulkColumn)
      throws IOException {
    PendingFile file = storage.create(location);
    try {
      ExampleParquetWriter.Builder builder =
          ExampleParquetWriter.builder(new PendingOutputFile(file))
              .withType(schema)
              .withExtraMetaData(metadata)
              .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
              .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
              .withRowGroupSize((long) ROW_GROUP_BYTES)
              .withPageSize(PAGE_BYTES)
              .withMinRowCountForPageSizeCheck(1)
              .withMaxRowCountForPageSizeCheck(1);
      if (!bulkColumn.isEmpty()) {
        builder.withDictionaryEncoding(bulkColumn, false);
      }
      return new ParquetFile(file, builder.build());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Adds a row; true when it was the last one of a row group, which has been written. */
  boolean append(Group row) throws IOException {
    long before = file.position();
    writer.write(row);
    return file.position() > before;
  }

  /** Writes the footer and makes the file visible. */
  void commit() throws IOException {
    writer.close();
    bytes = file.position();
    file.commit();
  }

  /** Size of the committed file. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
