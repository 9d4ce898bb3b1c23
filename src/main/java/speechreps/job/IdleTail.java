package speechreps.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the last wave of tasks wastes: slots of executors that have nothing left to do while the
 * last shards are computed.
 *
 * <p>Only executors that computed a shard are known. Clocks of different machines are taken as they
 * are.
 */
final class IdleTail {
  private IdleTail() {}

  /**
   * Idle time at the end as a share of the time of all slots, from 0 to 1: a slot idles from the
   * end of its last shard, or from the beginning if it had none, until the last shard of all ends.
   */
  static double share(List<ShardRun> runs) {
    long start = runs.stream().mapToLong(ShardRun::startMillis).min().orElse(0);
    long end = runs.stream().mapToLong(ShardRun::endMillis).max().orElse(0);
    if (end <= start) {
      return 0;
    }
    Map<String, List<ShardRun>> byExecutor = new TreeMap<>();
    for (ShardRun run : runs) {
      byExecutor.computeIfAbsent(run.executor(), unused -> new ArrayList<>()).add(run);
    }
    long idle = 0;
    long total = 0;
    for (List<ShardRun> ofExecutor : byExecutor.values()) {
      for (long slotEnd : slotEnds(ofExecutor, start)) {
        idle += end - slotEnd;
        total += end - start;
      }
    }
    return (double) idle / total;
  }

  /** When each slot of an executor ended its last shard. */
  private static List<Long> slotEnds(List<ShardRun> runs, long start) {
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < runs.get(0).slots(); i++) {
      ends.add(start);
    }
    List<ShardRun> inOrder = new ArrayList<>(runs);
    inOrder.sort(Comparator.comparingLong(ShardRun::startMillis));
    for (ShardRun run : inOrder) {
      int free = 0;
      for (int i = 1; i < ends.size(); i++) {
        free = ends.get(i) < ends.get(free) ? i : free;
      }
      if (ends.isEmpty() || ends.get(free) > run.startMillis()) {
        // More at the same time than was foreseen: Spark may run tasks with fewer cores.
        ends.add(run.endMillis());
      } else {
        ends.set(free, run.endMillis());
      }
    }
    return ends;
  }
}
