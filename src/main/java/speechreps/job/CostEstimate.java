package speechreps.job;

import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import speechreps.extract.FeatureShape;

/** Reckons the cost of a job from its audio. */
final class CostEstimate {
  private static final double SECONDS_PER_HOUR = 3600;

  private final SparkConf conf;
  private final int cores;
  private final JobSpec spec;
  private final PlanOptions options;

  /**
   * An estimate on a cluster.
   *
   * @param cores that Spark has now, of all executors
   */
  CostEstimate(SparkConf conf, int cores, JobSpec spec, PlanOptions options) {
    this.conf = conf;
    this.cores = cores;
    this.spec = spec;
    this.options = options;
  }

  PlannedCost of(FeatureShape shape, double seconds, double[] shardSeconds) {
    boolean gpu = usesGpus();
    CostFactors.Factor measured =
        gpu ? null : CostFactors.of(spec.recipe().model(), shape.details());
    Double factor = options.factor();
    String origin = "given by --plan-factor";
    if (factor == null) {
      factor = measured == null ? null : (Double) measured.coreSeconds();
      origin = measured == null ? "not measured" : measured.where();
    }
    double spent = factor == null ? 0 : factor * seconds;
    double longest = factor == null ? 0 : factor * Arrays.stream(shardSeconds).max().orElse(0);
    double hours = spent / SECONDS_PER_HOUR;
    return new PlannedCost(
        gpu,
        factor,
        origin,
        hours,
        gpu ? 0 : cores,
        Math.max(spent / cores, longest / coresOfShard(shape)),
        price(factor, hours));
  }

  private @Nullable Double price(@Nullable Double factor, double hours) {
    Double perHour = options.pricePerHour();
    return factor == null || perHour == null ? null : (Double) (perHour * hours);
  }

  private boolean usesGpus() {
    return spec.recipe().needsEncoder()
        && (spec.gpu() != null || conf.contains("spark.task.resource.gpu.amount"));
  }

  /** MXNet computes one batch at a time, with all cores of its process. */
  private int coresOfShard(FeatureShape shape) {
    int ofTask = conf.getInt("spark.task.cpus", 1);
    if (!"mxnet".equals(shape.details().get("engine"))) {
      return Math.min(cores, ofTask);
    }
    int ofExecutor = ExecutorCores.of(conf);
    return ofExecutor == 0 ? cores : Math.min(cores, ofExecutor);
  }
}
