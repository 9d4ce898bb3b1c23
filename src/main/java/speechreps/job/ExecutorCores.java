package speechreps.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** How many cores one executor process may use. */
final class ExecutorCores {
  private static final Pattern LOCAL = Pattern.compile("local\\[\\s*(\\d+)\\s*(,.*)?\\]");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,.*\\]");

  /** Only the executor itself can tell. */
  private static final int UNKNOWN = 0;

  private ExecutorCores() {}

  /**
   * Cores of an executor of an application, as far as the driver can know: in local mode the
   * threads of the master URL, else {@code spark.executor.cores} with Spark's own default for the
   * cluster manager. Zero means all cores of the executor's machine: {@code local[*]}, and a
   * standalone executor without that setting, which takes its whole worker.
   */
  static int of(SparkConf conf) {
    String master = conf.get("spark.master", "");
    if (master.equals("local")) {
      return 1;
    }
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      return Integer.parseInt(local.group(1));
    }
    if (master.startsWith("local[")) {
      return UNKNOWN;
    }
    return conf.getInt("spark.executor.cores", defaultOf(master));
  }

  private static int defaultOf(String master) {
    Matcher localCluster = LOCAL_CLUSTER.matcher(master);
    if (localCluster.matches()) {
      return Integer.parseInt(localCluster.group(1));
    }
    // YARN and Kubernetes give an executor one core unless told otherwise.
    return master.startsWith("spark:") ? UNKNOWN : 1;
  }
}
