package speechreps.extract;

import java.io.Serializable;
import speechreps.model.EngineThreads;

/**
 * The cores that an engine may use. Each core is given to one computation at a time, by this rule.
 *
 * <ul>
 *   <li>Spark runs as many tasks in a process as fit: {@code spark.executor.cores} divided by
 *       {@code spark.task.cpus}.
 *   <li>An engine that takes one call after the other (MXNet) computes each with all cores of the
 *       process, so calls times threads is the number of cores. Decoding, front end and writing of
 *       all tasks take their turns beside it; they are a few hundredths of its work.
 *   <li>An engine that takes calls of several tasks at the same time (PyTorch) computes each with
 *       {@code spark.task.cpus} threads: again tasks times threads is the number of cores.
 *   <li>A task's own two threads (see {@link EncoderPipeline}) do no work that it would not do
 *       itself: they shift it to when the encoder is busy, and sleep otherwise. They count as
 *       nothing.
 * </ul>
 *
 * <p>Waiting engine threads sleep and do not spin, so that what one computation does not need is
 * free for another.
 *
 * @param process those of the whole process; 0 for all of its machine
 * @param task those of one of its concurrent tasks; 0 for as many as the process has
 */
public record Cores(int process, int task) implements Serializable {
  /** All cores of the machine, for a process with one task. */
  public static final Cores ALL = new Cores(0, 0);

  /** Tasks that the process runs at the same time. */
  public int concurrentTasks() {
    int ofProcess = process == 0 ? Runtime.getRuntime().availableProcessors() : process;
    return task == 0 ? 1 : Math.max(1, ofProcess / task);
  }

  /** Never more threads than the machine has cores: spinning threads cost dearly. */
  EngineThreads threads() {
    int machine = Runtime.getRuntime().availableProcessors();
    int ofProcess = process == 0 ? machine : Math.min(process, machine);
    return new EngineThreads(ofProcess, task == 0 ? ofProcess : Math.min(task, ofProcess));
  }
}
