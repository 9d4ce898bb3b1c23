package speechreps.job;

import org.apache.spark.SparkContext;

/** How many cores one executor process may use. */
final class ExecutorCores {
  private ExecutorCores() {}

  /**
   * Cores of an executor of this application, as far as the driver can know: {@code
   * spark.executor.cores}, or in local mode the threads of the master URL. Zero when only the
   * executor itself can tell (a standalone executor without that setting takes its whole worker).
   */
  static int of(SparkContext context) {
    if (context.isLocal()) {
      return context.defaultParallelism();
    }
    return context.getConf().getInt("spark.executor.cores", 0);
  }
}
