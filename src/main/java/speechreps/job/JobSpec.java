package speechreps.job;

import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestForm;
import speechreps.extract.Recipe;
import speechreps.sink.OutputFormat;

/**
 * A validated job: what to read, what to compute, where to write.
 *
 * @param manifest location of the manifest: a file or a folder
 * @param form how to read it
 * @param root what relative paths in it are relative to, or null for the manifest's own rule
 * @param recipe everything that decides the values of the result
 * @param params location of the model's parameter file, or null for plain Kaldi features
 * @param gpu the GPU to use where Spark assigns none, or null for the CPU
 * @param output the output folder
 * @param shardSeconds audio in one shard, or NaN for a size chosen from the model
 * @param failureLimit how many failures the run may have
 * @param overwrite replace an earlier run's output
 * @param show rows of the result to print at the end
 */
public record JobSpec(
    String manifest,
    ManifestForm form,
    @Nullable String root,
    Recipe recipe,
    @Nullable String params,
    @Nullable Integer gpu,
    String output,
    OutputFormat format,
    double shardSeconds,
    FailureLimit failureLimit,
    boolean overwrite,
    int show) {
  /** The same job with another output folder. */
  JobSpec withOutput(String folder) {
    return new JobSpec(
        manifest,
        form,
        root,
        recipe,
        params,
        gpu,
        folder,
        format,
        shardSeconds,
        failureLimit,
        overwrite,
        show);
  }
}
