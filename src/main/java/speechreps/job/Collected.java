package speechreps.job;

import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;

/** Runs a Spark action, and tells its failure in one line. */
final class Collected {
  private Collected() {}

  /**
   * All elements, in the order of the partitions.
   *
   * @throws IOException when a task failed as often as Spark tries; the message is its last failure
   */
  static <T> List<T> from(JavaRDD<T> rdd) throws IOException {
    try {
      return rdd.collect();
    } catch (Exception e) {
      // Scala declares no exceptions, so Java cannot name this one in the catch.
      if (e instanceof SparkException) {
        throw new IOException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
      }
      throw e;
    }
  }
}
