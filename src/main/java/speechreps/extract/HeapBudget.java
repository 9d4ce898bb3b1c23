package speechreps.extract;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Heap that the encoders' inputs and outputs of all tasks of a process may fill together. Who finds
 * it taken waits, in order of arrival. Thread-safe.
 *
 * <p>No deadlock: a share is given back by writing, and nobody who writes waits for one.
 */
final class HeapBudget {
  /**
   * Of this process: three eighths of its heap. What remains is for recordings, windows and sinks.
   */
  static final HeapBudget OF_PROCESS = new HeapBudget(Runtime.getRuntime().maxMemory() / 8 * 3);

  /** Batches of this size keep any engine busy. */
  private static final long MAX_BATCH_BYTES = 256L << 20;

  private static final int UNIT_SHIFT = 20;

  private final long bytes;
  private final int units;
  private final Semaphore free;

  HeapBudget(long bytes) {
    this.bytes = bytes;
    this.units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes >> UNIT_SHIFT));
    this.free = new Semaphore(units, true);
  }

  /** The whole. */
  long bytes() {
    return bytes;
  }

  /**
   * What one batch may fill. The same whatever the heap, as long as it has 700 MB: so batches do
   * not depend on it.
   */
  long batchBytes() {
    return Math.min(MAX_BATCH_BYTES, bytes);
  }

  /** Room that nobody has taken. */
  long freeBytes() {
    return (long) free.availablePermits() << UNIT_SHIFT;
  }

  /** Takes nothing yet. */
  Share newShare() {
    return new Share();
  }

  /** What one task has taken. Closing gives back all of it. */
  final class Share implements AutoCloseable {
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Waits until there is room, and takes it.
     *
     * @return units, to be handed to {@link #giveBack}; never more than there are
     */
    int take(long bytes) throws InterruptedException {
      int wanted = (int) Math.min(units, (bytes + (1 << UNIT_SHIFT) - 1) >> UNIT_SHIFT);
      free.acquire(wanted);
      taken.addAndGet(wanted);
      return wanted;
    }

    void giveBack(int given) {
      taken.addAndGet(-given);
      free.release(given);
    }

    @Override
    public void close() {
      giveBack(taken.get());
    }
  }
}
