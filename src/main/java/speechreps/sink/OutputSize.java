package speechreps.sink;

import java.nio.charset.StandardCharsets;
import speechreps.kaldi.MatrixSize;

/**
 * How many bytes an utterance takes in a shard. Exact for binary archives, an estimate for text and
 * Parquet.
 *
 * @param half whether Parquet stores half precision
 * @param pooled whether an utterance is one vector
 * @param dim columns of a row
 */
public record OutputSize(
    OutputFormat format, ArchiveType archiveType, boolean half, boolean pooled, int dim) {
  /** Page headers and the small columns of a row, as measured with ids of ten bytes. */
  private static final int PARQUET_ROW_BYTES = 60;

  /** Schema, footer and metadata, as measured. */
  private static final int PARQUET_FILE_BYTES = 4000;

  /** Bytes of the shard itself, without utterances. */
  public long ofShard() {
    return format == OutputFormat.PARQUET ? PARQUET_FILE_BYTES : 0;
  }

  /** Bytes of an utterance with so many rows. */
  public long ofUtterance(String id, long numFrames) {
    long values = (pooled ? 1 : numFrames) * dim;
    int key = id.getBytes(StandardCharsets.UTF_8).length;
    if (format == OutputFormat.PARQUET) {
      return PARQUET_ROW_BYTES + key + values * (half ? Short.BYTES : Float.BYTES);
    }
    return key + 1 + (pooled ? MatrixSize.vector(dim) : archiveType.bytes(numFrames, dim));
  }
}
