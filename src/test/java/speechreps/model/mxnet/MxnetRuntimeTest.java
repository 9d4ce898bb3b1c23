package speechreps.model.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import speechreps.model.natives.NativeEnvironment;

class MxnetRuntimeTest {
  private final MxnetRuntime runtime = MxnetRuntime.start(1);

  @Test
  void theProcessHasOneRuntime() {
    assertSame(runtime, MxnetRuntime.start(2));
  }

  @Test
  void mxnetWasLoadedWithTheSynchronousEngineAndThreadsThatSleep() {
    NativeEnvironment environment = new NativeEnvironment();

    assertEquals("NaiveEngine", environment.get(MxnetEnvironment.ENGINE_TYPE));
    assertEquals("PASSIVE", environment.get(NativeEnvironment.OPENMP_WAIT_POLICY));
    assertTrue(Integer.parseInt(environment.get(NativeEnvironment.OPENMP_THREADS)) >= 1);
  }

  @Test
  void mxnetOfOtherCodeWithAnotherEngineIsRefused() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> MxnetEnvironment.requireSynchronousEngine("ThreadedEnginePerDevice"));

    assertEquals(
        "MXNet was loaded into this JVM by other code: expected MXNET_ENGINE_TYPE=NaiveEngine, got"
            + " ThreadedEnginePerDevice. Its default engine corrupts results when threads share"
            + " it: set the variable for this process before it starts",
        e.getMessage());
  }

  @Test
  void mxnetOfOtherCodeWithTheSynchronousEngineIsAccepted() {
    MxnetEnvironment.requireSynchronousEngine("NaiveEngine");
  }

  @Test
  void allCallsRunOnOneThread() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Set<String> names = new HashSet<>();
    try {
      Callable<String> task = () -> runtime.call(1, () -> Thread.currentThread().getName());
      for (Future<String> result : threads.invokeAll(Collections.nCopies(20, task))) {
        names.add(result.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertEquals(Set.of("mxnet"), names);
  }

  @Test
  void anInterruptedCallerWaitsForTheEndOfItsCall() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    Thread caller =
        new Thread(
            () -> {
              String result = runtime.call(1, () -> waitFor(begun, interrupted));
              events.add(result + ", interrupted " + Thread.currentThread().isInterrupted());
            });
    caller.start();
    begun.await();
    caller.interrupt();
    assertEquals(List.of(), events);
    interrupted.countDown();
    caller.join();

    assertEquals(List.of("done, interrupted true"), events);
  }

  @Test
  void aFailureReachesTheCallerAndTheNextCallWorks() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () ->
                runtime.call(
                    1,
                    () -> {
                      throw new IllegalStateException("broken");
                    }));

    assertEquals("broken", e.getMessage());
    assertEquals("fine", runtime.call(1, () -> "fine"));
  }

  @Test
  void anErrorStaysAnError() {
    assertThrows(
        StackOverflowError.class,
        () ->
            runtime.call(
                1,
                () -> {
                  throw new StackOverflowError();
                }));
  }

  @Test
  void theServiceThreadDoesNotKeepTheProcessAlive() {
    assertTrue(runtime.call(1, () -> Thread.currentThread().isDaemon()));
    assertFalse(Thread.currentThread().isDaemon());
  }

  private static String waitFor(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the service thread was interrupted", e);
    }
    return "done";
  }
}
