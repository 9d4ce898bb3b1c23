package speechreps.job;

import org.jspecify.annotations.Nullable;
import speechreps.extract.Recipe;

/**
 * A validated job: what to read, what to compute, where to write.
 *
 * @param recipe everything that decides the values of the result
 * @param params location of the model's parameter file, or null for plain Kaldi features
 * @param gpu the GPU to use where Spark assigns none, or null for the CPU
 * @param shardSeconds audio in one shard, or NaN for a size chosen from the model
 * @param failureLimit how many failures the run may have
 * @param show rows of the result to print at the end
 */
public record JobSpec(
    ManifestSpec manifest,
    Recipe recipe,
    @Nullable String params,
    @Nullable Integer gpu,
    OutputSpec output,
    double shardSeconds,
    FailureLimit failureLimit,
    int show) {
  /** The same job with another recipe. */
  JobSpec withRecipe(Recipe other) {
    return new JobSpec(manifest, other, params, gpu, output, shardSeconds, failureLimit, show);
  }

  /** The same job with another output. */
  JobSpec withOutput(OutputSpec other) {
    return new JobSpec(manifest, recipe, params, gpu, other, shardSeconds, failureLimit, show);
  }
}
