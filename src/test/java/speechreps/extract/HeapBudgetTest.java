package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {
  private static final long MB = 1 << 20;

  private final HeapBudget budget = new HeapBudget(10 * MB);

  @Test
  void whatIsTakenIsMissingUntilItIsGivenBack() throws InterruptedException {
    try (HeapBudget.Share share = budget.newShare()) {
      int taken = share.take(3 * MB - 1);
      assertEquals(7 * MB, budget.freeBytes());

      share.giveBack(taken);
      assertEquals(10 * MB, budget.freeBytes());
    }
  }

  @Test
  void closingGivesBackWhatIsStillTaken() throws InterruptedException {
    try (HeapBudget.Share share = budget.newShare()) {
      share.take(2 * MB);
      share.giveBack(share.take(MB));
      share.take(4 * MB);
    }

    assertEquals(10 * MB, budget.freeBytes());
  }

  @Test
  void moreThanThereIsTakesAllAndDoesNotWaitForever() throws InterruptedException {
    try (HeapBudget.Share share = budget.newShare()) {
      share.take(1000 * MB);

      assertEquals(0, budget.freeBytes());
    }
  }

  @Test
  void whoFindsItTakenWaits() throws InterruptedException {
    CountDownLatch got = new CountDownLatch(1);
    HeapBudget.Share first = budget.newShare();
    first.take(8 * MB);
    Thread other =
        new Thread(
            () -> {
              try (HeapBudget.Share second = budget.newShare()) {
                second.take(5 * MB);
                got.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    other.start();
    assertEquals(2 * MB, budget.freeBytes());
    assertEquals(1, got.getCount());

    first.close();

    other.join();
    assertEquals(0, got.getCount());
    assertTrue(budget.freeBytes() == 10 * MB);
  }
}
