package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdleTailTest {
  private static final double EXACT = 1e-12;

  @Test
  void tasksThatEndTogetherWasteNothing() {
    assertEquals(0, share(run("a", 2, 0, 100), run("a", 2, 0, 40), run("a", 2, 40, 100)), EXACT);
  }

  @Test
  void slotIdlesFromTheEndOfItsLastShard() {
    // One of two slots, for 60 of 100.
    assertEquals(0.3, share(run("a", 2, 0, 100), run("a", 2, 0, 40)), EXACT);
  }

  @Test
  void slotWithoutAnyShardIdlesFromTheBeginning() {
    assertEquals(0.75, share(run("a", 4, 0, 100)), EXACT);
  }

  @Test
  void pausesBeforeTheEndAreNoTail() {
    assertEquals(0, share(run("a", 1, 0, 10), run("a", 1, 90, 100)), EXACT);
  }

  @Test
  void executorsAreWaitedForTogether() {
    assertEquals(0.25, share(run("a", 1, 1000, 1100), run("b", 1, 1000, 1050)), EXACT);
  }

  @Test
  void moreTasksThanForeseenGetSlotsOfTheirOwn() {
    assertEquals(0.25, share(run("a", 1, 0, 100), run("a", 1, 0, 50)), EXACT);
  }

  @Test
  void executorThatJoinsLateHasIdledUntilThenOnlyInItsPast() {
    assertEquals(0, share(run("a", 1, 0, 100), run("b", 1, 80, 100)), EXACT);
  }

  @Test
  void runsWithoutLengthWasteNothing() {
    assertEquals(0, share(), EXACT);
    assertEquals(0, share(run("a", 2, 5, 5)), EXACT);
  }

  private static double share(ShardRun... runs) {
    return IdleTail.share(List.of(runs));
  }

  private static ShardRun run(String executor, int slots, long start, long end) {
    return new ShardRun(executor, slots, 0, start, end);
  }
}
