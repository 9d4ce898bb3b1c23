package speechreps.job;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.extract.Recipe;
import speechreps.sink.OutputFormat;

/**
 * What a task needs to know beside its shard; captured by the partition function.
 *
 * @param recipe what to compute
 * @param paramsFile name under which Spark ships the parameter file, or null without a model
 * @param gpu the GPU to use where Spark assigns none, or null
 * @param engineThreads threads for one call into an engine
 * @param output the output folder
 * @param format the form of the shards
 * @param metadata what goes into the footer of each Parquet shard
 */
record TaskConfig(
    Recipe recipe,
    @Nullable String paramsFile,
    @Nullable Integer gpu,
    int engineThreads,
    String output,
    OutputFormat format,
    Map<String, String> metadata)
    implements Serializable {}
