package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.speech.Utterance;

class ShardCutterTest {
  @Test
  void equalUtterancesGiveEqualShards() {
    assertEquals(List.of(25, 25, 25, 25), sizes(cut(seconds(100, 10), 251.25)));
  }

  @Test
  void shardsAreContiguousNumberedAndComplete() {
    double[] seconds = seconds(1000, 1);
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = 1 + i * 7919 % 30;
    }

    List<Shard> shards = cut(seconds, 300);

    List<String> ids = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      assertEquals(i, shards.get(i).number());
      shards.get(i).utterances().forEach(utterance -> ids.add(utterance.id()));
    }
    assertEquals(utterances(1000).stream().map(Utterance::id).toList(), ids);
  }

  @Test
  void shardsHaveNearlyTheSameSeconds() {
    double[] seconds = seconds(1000, 1);
    double total = 0;
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = 1 + i * 7919 % 30;
      total += seconds[i];
    }

    List<Shard> shards = cut(seconds, 300);

    int at = 0;
    for (Shard shard : shards) {
      double filled = 0;
      for (int i = 0; i < shard.utterances().size(); i++) {
        filled += seconds[at++];
      }
      // Half an utterance of at most 30 s at either end.
      assertEquals(total / shards.size(), filled, 30);
    }
  }

  @Test
  void giantUtteranceDoesNotBreakItsNeighboursApart() {
    double[] seconds = seconds(101, 1);
    seconds[0] = 1000;

    assertEquals(List.of(1, 55, 45), sizes(cut(seconds, 60)));
  }

  @Test
  void giantInTheMiddleIsInOneShard() {
    double[] seconds = seconds(101, 1);
    seconds[50] = 1000;

    List<Integer> sizes = sizes(cut(seconds, 60));

    assertEquals(101, sizes.stream().mapToInt(Integer::intValue).sum());
    assertTrue(sizes.size() <= 4, sizes.toString());
  }

  @Test
  void unknownDurationsAreSharedOutByNumber() {
    assertEquals(List.of(50, 50), sizes(cut(seconds(100, Double.NaN), 2.6)));
  }

  @Test
  void absurdDurationsCountAsUnknown() {
    double[] seconds = seconds(100, Double.NaN);
    seconds[3] = Double.POSITIVE_INFINITY;
    seconds[4] = -5;

    assertEquals(List.of(50, 50), sizes(cut(seconds, 2.6)));
  }

  @Test
  void shardsSmallerThanAnUtteranceHoldOneEach() {
    assertEquals(List.of(1, 1, 1), sizes(cut(seconds(3, 10), 0.001)));
  }

  @Test
  void hugeShardSizeGivesOneShard() {
    assertEquals(List.of(3), sizes(cut(seconds(3, 10), 1e300)));
  }

  @Test
  void emptyCorpusHasNoShards() {
    assertEquals(List.of(), cut(new double[0], 100));
  }

  private static List<Shard> cut(double[] seconds, double shardSeconds) {
    return ShardCutter.cut(utterances(seconds.length), seconds, shardSeconds);
  }

  private static List<Integer> sizes(List<Shard> shards) {
    return shards.stream().map(shard -> shard.utterances().size()).toList();
  }

  private static double[] seconds(int count, double each) {
    double[] seconds = new double[count];
    Arrays.fill(seconds, each);
    return seconds;
  }

  private static List<Utterance> utterances(int count) {
    List<Utterance> utterances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      utterances.add(Utterance.ofRecording("u" + i, "a.wav", "list:" + i));
    }
    return utterances;
  }
}
