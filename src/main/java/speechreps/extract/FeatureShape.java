package speechreps.extract;

import java.util.Map;

/**
 * What the features of a recipe look like.
 *
 * @param dim columns
 * @param frameShiftMs time between rows
 * @param pooled whether an utterance is one row
 * @param details what else the encoder says of them, for the output's metadata
 */
public record FeatureShape(
    int dim, double frameShiftMs, boolean pooled, Map<String, String> details) {
  private static final double SHARD_BYTES = 2 * 1024.0 * (1 << 20);
  private static final double MAX_SHARD_SECONDS = 3600;
  private static final double MIN_SHARD_SECONDS = 600;
  private static final int SHARDS_OF_A_CORPUS = 64;
  private static final double MILLIS = 1000;

  /**
   * Seconds of audio in a shard, unless the user says how many: those whose features fill 2 GB, and
   * an hour at most, which keeps what a retry repeats short, and batches full. A corpus that would
   * not give each of some dozen tasks several shards is cut finer, down to where batches would
   * suffer. Clusters of any size then find work for all their tasks until near the end, and the
   * shards do not depend on the cluster.
   *
   * @param totalSeconds audio of the whole corpus
   */
  public double defaultShardSeconds(double totalSeconds) {
    double bytesPerSecond = MILLIS / frameShiftMs * dim * Float.BYTES;
    double full =
        pooled ? MAX_SHARD_SECONDS : Math.min(MAX_SHARD_SECONDS, SHARD_BYTES / bytesPerSecond);
    return Math.min(full, Math.max(MIN_SHARD_SECONDS, totalSeconds / SHARDS_OF_A_CORPUS));
  }
}
