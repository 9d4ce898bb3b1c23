package speechreps.extract;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A thread beside the one that made it, for one stage of its work. Closing interrupts the stage and
 * waits for its end, so nothing of it is left behind. To be used by the thread that made it.
 */
final class PipelineThread implements AutoCloseable {
  private final String name;
  private final ExecutorService executor = Executors.newSingleThreadExecutor(this::made);
  private @Nullable Thread thread;

  /**
   * A thread that starts with its first work.
   *
   * @param stage the end of its name; the beginning is the name of the calling thread
   */
  PipelineThread(String stage) {
    name = Thread.currentThread().getName() + ", " + stage;
  }

  /**
   * Made for this work and not taken from a pool: a thread inherits whom it works for (the user of
   * Hadoop) and its class loader from the one that starts it.
   */
  private Thread made(Runnable work) {
    Thread made = new Thread(work, name);
    made.setDaemon(true);
    thread = made;
    return made;
  }

  /** Hands over work, which is done in the order of these calls. */
  <T> Future<T> submit(Callable<T> work) {
    return executor.submit(work);
  }

  /**
   * Waits for work.
   *
   * @throws IOException what the work threw, as are Errors and unchecked exceptions; or when the
   *     calling thread is interrupted, whose flag stays set
   */
  static <T> T await(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a stage worked");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static IOException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
