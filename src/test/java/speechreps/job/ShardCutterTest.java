package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.extract.FeatureShape;
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

  @Test
  void shardsKnowTheirSeconds() {
    List<Shard> shards = cut(seconds(100, 10), 251.25);

    shards.forEach(shard -> assertEquals(251.25, shard.seconds(), 1e-9));
  }

  @Test
  void longestShardsAreStartedFirstAndKeepTheirNumbers() {
    double[] seconds = seconds(101, 1);
    seconds[70] = 1000;

    List<Shard> inOrder = FeaturizeJob.longestFirst(cut(seconds, 60));

    assertEquals("u70", inOrder.get(0).utterances().get(0).id());
    assertEquals(1000.05, inOrder.get(0).seconds(), 1e-9);
    for (int i = 1; i < inOrder.size(); i++) {
      assertTrue(inOrder.get(i - 1).seconds() >= inOrder.get(i).seconds());
    }
    assertEquals(List.of(0, 1, 2, 3), inOrder.stream().map(Shard::number).sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16, 64})
  void fewHoursLongFilesAmongShortOnesLeaveNoTaskAlone(int tasks) {
    // 50 hours: 5 files of an hour, anywhere among 10 s ones.
    double[] seconds = seconds(16_205, 10);
    for (int i : new int[] {17, 5000, 5001, 11_111, 16_204}) {
      seconds[i] = 3600;
    }
    double total = ShardCutter.total(seconds);
    double shardSeconds = new FeatureShape(2048, 10, false, Map.of()).defaultShardSeconds(total);

    double[] busy = new double[tasks];
    double longest = 0;
    for (Shard shard : FeaturizeJob.longestFirst(cut(seconds, shardSeconds))) {
      Arrays.sort(busy);
      // Spark gives the next shard to the task that is free first.
      busy[0] += shard.seconds();
      longest = Math.max(longest, shard.seconds());
    }

    double end = Arrays.stream(busy).max().orElse(0);
    // No cluster is faster than its longest utterance; the rest ends within one shard.
    assertTrue(longest < 1.05 * 3600, "longest shard " + longest);
    assertTrue(end <= Math.max(longest, total / tasks + shardSeconds), "end at " + end);
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
