package speechreps.job;

import java.util.ArrayList;
import java.util.List;
import speechreps.speech.Utterance;

/**
 * Cuts the corpus into shards of near-equal audio seconds.
 *
 * <p>Depends on the corpus and the wanted size alone, never on the cluster, so that the same corpus
 * gives the same files everywhere.
 */
final class ShardCutter {
  /** What opening, scheduling and committing an utterance costs, in seconds of audio. */
  private static final double OVERHEAD_SECONDS = 0.05;

  private ShardCutter() {}

  /**
   * @param utterances in order of their ids
   * @param seconds their durations; NaN where nothing is known, which counts as 0
   * @param shardSeconds the wanted size of a shard, in seconds of audio
   */
  static List<Shard> cut(List<Utterance> utterances, double[] seconds, double shardSeconds) {
    double total = total(seconds);
    // The same number of shards as the wanted size asks for, all of them of the same size.
    double size = total / Math.max(1, Math.ceil(total / shardSeconds));
    List<Shard> shards = new ArrayList<>();
    int start = 0;
    double filled = 0;
    double before = 0;
    double boundary = size;
    for (int i = 0; i < utterances.size(); i++) {
      filled += cost(seconds[i]);
      // The boundary falls after the utterance whose middle is nearest to it.
      double next = i + 1 < utterances.size() ? cost(seconds[i + 1]) : 0;
      if (filled + next / 2 > boundary || i + 1 == utterances.size()) {
        List<Utterance> members = utterances.subList(start, i + 1);
        shards.add(new Shard(shards.size(), members, filled - before));
        start = i + 1;
        before = filled;
        boundary += size;
        if (boundary < filled + size / 2) {
          // A giant utterance has taken the place of several shards: they fall away.
          boundary = filled + size;
        }
      }
    }
    return shards;
  }

  /** Seconds of a corpus, with what each utterance costs beside them. */
  static double total(double[] seconds) {
    double total = 0;
    for (double one : seconds) {
      total += cost(one);
    }
    return total;
  }

  private static double cost(double seconds) {
    return OVERHEAD_SECONDS + (seconds > 0 && seconds < Double.MAX_VALUE ? seconds : 0);
  }
}
