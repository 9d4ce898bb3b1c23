package speechreps.job;

import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The one Spark of all tests: two threads, and Kryo, the pickier of Spark's serializers. */
public final class LocalSpark {
  private static @Nullable SparkSession session;

  private LocalSpark() {}

  /** The session; a new one when the last was stopped, as a whole run of the program does. */
  public static synchronized SparkSession session() {
    if (session == null || session.sparkContext().isStopped()) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .appName("tests")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", "2")
              .config("spark.serializer", KryoSerializer.class.getName())
              .config("spark.kryo.registrationRequired", "false")
              .getOrCreate();
    }
    return session;
  }
}
