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
  private static final double SHARD_BYTES = 512.0 * (1 << 20);
  private static final double MAX_SHARD_SECONDS = 3600;
  private static final double MILLIS = 1000;

  /**
   * Seconds of audio whose features fill a shard: 512 MB, which keeps what a retry repeats short,
   * and an hour at most.
   */
  public double defaultShardSeconds() {
    if (pooled) {
      return MAX_SHARD_SECONDS;
    }
    double bytesPerSecond = MILLIS / frameShiftMs * dim * Float.BYTES;
    return Math.min(MAX_SHARD_SECONDS, SHARD_BYTES / bytesPerSecond);
  }
}
