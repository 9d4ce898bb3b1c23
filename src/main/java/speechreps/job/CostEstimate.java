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
  private final int processes;
  private final JobSpec spec;
  private final PlanOptions options;

  /**
   * An estimate on a cluster.
   *
   * @param cores that Spark has now, of all executors
   * @param processes that these are
   */
  CostEstimate(SparkConf conf, int cores, int processes, JobSpec spec, PlanOptions options) {
    this.conf = conf;
    this.cores = cores;
    this.processes = processes;
    this.spec = spec;
    this.options = options;
  }

  PlannedCost of(FeatureShape shape, double seconds, double[] shardSeconds) {
    boolean gpu = usesGpus();
    CostFactors.Factor factor = factor(gpu, shape);
    if (factor == null) {
      return new PlannedCost(gpu, null, "not measured", 0, 0, 0, gpu ? 0 : cores, 0, null);
    }
    double work = factor.perSecond() * seconds;
    double longest = factor.perSecond() * Arrays.stream(shardSeconds).max().orElse(0);
    double hours = (work + factor.start() * processes) / SECONDS_PER_HOUR;
    return new PlannedCost(
        gpu,
        factor.perSecond(),
        options.factor() == null ? CostFactors.WHERE : "given by --plan-factor",
        factor.start(),
        processes,
        hours,
        gpu ? 0 : cores,
        Math.max(work / cores, longest / coresOfShard(shape)),
        price(hours));
  }

  /** What was measured, but for what the user knows better; a GPU's start is not known. */
  private CostFactors.@Nullable Factor factor(boolean gpu, FeatureShape shape) {
    CostFactors.Factor known = gpu ? null : CostFactors.of(spec.recipe().model(), shape.details());
    Double perSecond = options.factor();
    if (known == null && perSecond != null) {
      known = new CostFactors.Factor(0, perSecond);
    }
    if (known == null) {
      return null;
    }
    Double start = options.start();
    return new CostFactors.Factor(
        start == null ? known.start() : start, perSecond == null ? known.perSecond() : perSecond);
  }

  private @Nullable Double price(double hours) {
    Double perHour = options.pricePerHour();
    return perHour == null ? null : (Double) (perHour * hours);
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
