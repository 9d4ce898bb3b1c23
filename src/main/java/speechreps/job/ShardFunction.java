package speechreps.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import speechreps.extract.CmvnTable;
import speechreps.extract.Featurizer;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * The function that travels to executors: shards in, summaries out.
 *
 * <p>A shard arrives as a row {@code (number, utterances as rows)}. The encoder is shared by all
 * tasks of the process and device; everything else belongs to the call.
 */
final class ShardFunction implements FlatMapFunction<Iterator<Row>, Row> {
  private final TaskConfig config;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final @Nullable Broadcast<CmvnTable> cmvn;

  ShardFunction(
      TaskConfig config,
      Broadcast<SerializableConfiguration> hadoop,
      @Nullable Broadcast<CmvnTable> cmvn) {
    this.config = config;
    this.hadoop = hadoop;
    this.cmvn = cmvn;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> shards) throws IOException {
    TaskContext task = TaskContext.get();
    Configuration configuration = hadoop.value().value();
    Storage storage = new Storage(configuration);
    Featurizer featurizer =
        Featurizer.open(
                config.recipe(),
                cmvn == null ? null : cmvn.value(),
                config.paramsFile() == null ? null : SparkFiles.get(config.paramsFile()),
                GpuAddress.of(task, config.gpu()),
                config.cores(),
                storage)
            .withCommands(config.commands())
            .withScratch(Path.of(SparkFiles.getRootDirectory()));
    List<Row> summaries = new ArrayList<>();
    while (shards.hasNext()) {
      Shard shard = fromRow(shards.next());
      ShardTask shardTask = new ShardTask(config, storage, featurizer);
      summaries.add(
          shardTask.run(shard, SparkEnv.get().executorId(), task::killTaskIfInterrupted).toRow());
    }
    return summaries.iterator();
  }

  static Row toRow(Shard shard) {
    Row[] utterances = new Row[shard.utterances().size()];
    for (int i = 0; i < utterances.length; i++) {
      utterances[i] = UtteranceRows.toRow(shard.utterances().get(i));
    }
    return RowFactory.create(shard.number(), utterances, shard.seconds());
  }

  static Shard fromRow(Row row) {
    List<Utterance> utterances = new ArrayList<>();
    for (Row utterance : (Row[]) row.get(1)) {
      utterances.add(UtteranceRows.fromRow(utterance));
    }
    return new Shard(row.getInt(0), utterances, row.getDouble(2));
  }
}
