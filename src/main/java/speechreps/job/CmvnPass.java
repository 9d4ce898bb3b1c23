package speechreps.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import speechreps.extract.CmvnScope;
import speechreps.extract.CmvnSums;
import speechreps.extract.Featurizer;
import speechreps.storage.Storage;

/**
 * The first of two passes where features are normalised by, or reported with, statistics of
 * speakers or of the corpus: tasks add up the frames of their shard, the driver adds up the shards.
 *
 * <p>Only sums travel: one matrix for each speaker and shard. They are added in the order of the
 * shards, so that the result does not depend on which task ended first. An utterance that fails
 * here fails again in the second pass, which accounts for it.
 */
final class CmvnPass {
  private final JavaSparkContext context;
  private final TaskConfig config;
  private final Broadcast<SerializableConfiguration> hadoop;

  CmvnPass(
      JavaSparkContext context, TaskConfig config, Broadcast<SerializableConfiguration> hadoop) {
    this.context = context;
    this.config = config.forStatistics();
    this.hadoop = hadoop;
  }

  /** The sums of the whole corpus. */
  CmvnSums run(List<Shard> shards, CmvnScope scope) throws IOException {
    CmvnSums sums = new CmvnSums(scope);
    if (shards.isEmpty()) {
      return sums;
    }
    List<Row> rows = shards.stream().map(ShardFunction::toRow).toList();
    JavaRDD<Row> partial =
        context
            .parallelize(rows, rows.size())
            .mapPartitions(new SumFunction(config, scope, hadoop));
    // Collecting keeps the order of the partitions, which is that of the shards.
    for (Row row : Collected.from(partial)) {
      sums.merge(row.getString(0), (double[]) row.get(1));
    }
    return sums;
  }

  /** Shards in, {@code (key, statistics)} out. */
  private static final class SumFunction implements FlatMapFunction<Iterator<Row>, Row> {
    private final TaskConfig config;
    private final CmvnScope scope;
    private final Broadcast<SerializableConfiguration> hadoop;

    SumFunction(TaskConfig config, CmvnScope scope, Broadcast<SerializableConfiguration> hadoop) {
      this.config = config;
      this.scope = scope;
      this.hadoop = hadoop;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> shards) throws IOException {
      Configuration configuration = hadoop.value().value();
      Featurizer featurizer =
          Featurizer.openFrontEnd(
                  config.recipe(),
                  config.paramsFile() == null ? null : SparkFiles.get(config.paramsFile()),
                  config.cores(),
                  new Storage(configuration))
              .withCommands(config.commands())
              .withScratch(Path.of(SparkFiles.getRootDirectory()));
      CmvnSums sums = new CmvnSums(scope);
      TaskContext task = TaskContext.get();
      while (shards.hasNext()) {
        featurizer
            .newExtractor()
            .run(
                ShardFunction.fromRow(shards.next()).utterances(),
                sums::add,
                task::killTaskIfInterrupted);
      }
      List<Row> rows = new ArrayList<>();
      sums.forEach((key, numRows, numCols, values) -> rows.add(RowFactory.create(key, values)));
      return rows.iterator();
    }
  }
}
