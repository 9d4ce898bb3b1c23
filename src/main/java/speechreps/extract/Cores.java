package speechreps.extract;

import java.io.Serializable;
import speechreps.model.EngineThreads;

/**
 * The cores that an engine may use.
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
