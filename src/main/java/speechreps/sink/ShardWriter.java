package speechreps.sink;

import java.io.IOException;
import speechreps.speech.FeatureRows;
import speechreps.speech.Utterance;

/**
 * Writes the features of one shard into one file that becomes visible whole or not at all.
 *
 * <p>Use: append, then {@link #commit}; in a finally block {@link #close}, which throws away what
 * was not committed. Not thread-safe.
 */
public interface ShardWriter extends AutoCloseable {
  /**
   * Adds one utterance.
   *
   * @param numFrames frames that the rows stand for: as many as rows, or those pooled into one
   * @return the byte offset at which a Kaldi reader finds the matrix, or {@link #NO_OFFSET} in
   *     formats that are not addressed by offsets
   * @throws IllegalArgumentException when the format cannot hold the values; the file is then as it
   *     was before
   * @throws IOException when writing fails: the shard as a whole has failed then
   */
  long append(Utterance utterance, FeatureRows features, int numFrames) throws IOException;

  /** Makes the shard visible under its name. */
  void commit() throws IOException;

  /** Bytes of the committed file. */
  long bytes();

  @Override
  void close() throws IOException;

  /** What {@link #append} returns where entries have no offsets. */
  long NO_OFFSET = -1;
}
