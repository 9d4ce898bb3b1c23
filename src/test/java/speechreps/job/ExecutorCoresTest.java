package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorCoresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "local; 1",
        "local[3]; 3",
        "local[3,2]; 3",
        "local[*]; 0",
        "local[*,4]; 0",
        "local-cluster[2,3,1024]; 3",
        "spark://host:7077; 0",
        "yarn; 1",
        "k8s://https://host; 1"
      })
  void withoutSettingItIsSparksDefaultForTheMaster(String master, int cores) {
    assertEquals(cores, ExecutorCores.of(conf(master)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"yarn", "spark://host:7077", "local-cluster[2,3,1024]", "k8s://https://host"})
  void settingWinsOnClusters(String master) {
    assertEquals(5, ExecutorCores.of(conf(master).set("spark.executor.cores", "5")));
  }

  @Test
  void localModeHasTheThreadsOfItsMasterWhateverElseIsSet() {
    SparkConf conf =
        conf("local[2]").set("spark.executor.cores", "5").set("spark.default.parallelism", "200");

    assertEquals(2, ExecutorCores.of(conf));
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).set("spark.master", master);
  }
}
