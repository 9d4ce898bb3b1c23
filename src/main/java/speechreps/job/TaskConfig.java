package speechreps.job;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.extract.Commands;
import speechreps.extract.Cores;
import speechreps.extract.Recipe;

/**
 * What a task needs to know beside its shard; captured by the partition function.
 *
 * @param recipe what to compute
 * @param paramsFile name under which Spark ships the parameter file, or null without a model
 * @param gpu the GPU to use where Spark assigns none, or null
 * @param cores that the engine of an executor process may use
 * @param commands what is done with commands of the manifest
 * @param output where and how to write
 * @param metadata what goes into the footer of each Parquet shard
 */
record TaskConfig(
    Recipe recipe,
    @Nullable String paramsFile,
    @Nullable Integer gpu,
    Cores cores,
    Commands commands,
    OutputSpec output,
    Map<String, String> metadata)
    implements Serializable {
  /** The same for a pass that computes statistics of the model's input before normalisation. */
  TaskConfig forStatistics() {
    return new TaskConfig(
        recipe.unnormalized(), paramsFile, null, cores, commands, output, Map.of());
  }
}
