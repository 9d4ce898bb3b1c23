package speechreps.model;

import java.io.Serializable;

/**
 * How many threads one call of an engine may use. The numbers change no bit of a result.
 *
 * @param process where all calls of the process go one after the other (MXNet): its cores
 * @param task where tasks call at the same time (PyTorch): the cores of one task
 */
public record EngineThreads(int process, int task) implements Serializable {
  /** Checks that both are at least 1. */
  public EngineThreads {
    if (process < 1 || task < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 engine thread, got " + process + " and " + task);
    }
  }

  /** The same number for both. */
  public static EngineThreads of(int threads) {
    return new EngineThreads(threads, threads);
  }
}
