package speechreps.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.Corpus;
import speechreps.corpus.ManifestProblem.Severity;
import speechreps.extract.FeatureShape;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/** Adds up a run from what was committed, and writes {@code _run.json}. */
final class Reporting {
  private static final double NANOS = 1e9;
  private static final double SECONDS_PER_HOUR = 3600;

  private final SparkSession spark;
  private final Storage storage;
  private final OutputFolder output;

  Reporting(SparkSession spark, Storage storage, OutputFolder output) {
    this.spark = spark;
    this.storage = storage;
    this.output = output;
  }

  RunReport report(
      JobSpec spec,
      FeatureShape shape,
      @Nullable String paramsSha256,
      Corpus corpus,
      List<ShardSummary> shards,
      double wallSeconds)
      throws IOException {
    double seconds = shards.stream().mapToDouble(ShardSummary::seconds).sum();
    RunReport report =
        new RunReport(
            Version.current(),
            spec.recipe().model(),
            paramsSha256,
            spec.recipe().describe(),
            sum(shards, ShardSummary::done),
            sum(shards, ShardSummary::failed) + corpus.count(Severity.FAILED),
            corpus.count(Severity.SKIPPED),
            reasons(),
            seconds / SECONDS_PER_HOUR,
            wallSeconds,
            seconds > 0 ? wallSeconds / seconds : null,
            sum(shards, ShardSummary::frames),
            shape.dim(),
            shape.frameShiftMs(),
            shards.size(),
            sum(shards, ShardSummary::bytes),
            stages(shards),
            sum(shards, shard -> shard.work().batches()),
            padding(shards),
            IdleTail.share(shards.stream().map(ShardSummary::run).toList()),
            encoderLoads(shards));
    write(report);
    return report;
  }

  private static long sum(
      List<ShardSummary> shards, java.util.function.ToLongFunction<ShardSummary> value) {
    return shards.stream().mapToLong(value).sum();
  }

  private Map<String, Long> reasons() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    List<Row> rows =
        spark
            .read()
            .parquet(output.ledgerParts())
            .where("reason is not null")
            .groupBy("reason")
            .count()
            .collectAsList();
    for (Row row : rows) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }

  private static Map<String, Double> stages(List<ShardSummary> shards) {
    Map<String, Double> stages = new TreeMap<>();
    stages.put("front_end", sum(shards, shard -> shard.work().frontEndNanos()) / NANOS);
    stages.put("encoder", sum(shards, shard -> shard.work().encoderNanos()) / NANOS);
    stages.put("output", sum(shards, shard -> shard.work().outputNanos()) / NANOS);
    return stages;
  }

  private static @Nullable Double padding(List<ShardSummary> shards) {
    long rows = sum(shards, shard -> shard.work().rows());
    long padded = sum(shards, shard -> shard.work().paddedRows());
    return rows == 0 ? null : (double) (padded - rows) / rows;
  }

  private static Map<String, Integer> encoderLoads(List<ShardSummary> shards) {
    Map<String, Integer> loads = new TreeMap<>();
    for (ShardSummary shard : shards) {
      loads.merge(shard.run().executor(), shard.run().encoderLoads(), Math::max);
    }
    return loads;
  }

  private void write(RunReport report) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    try (PendingFile file = storage.create(output.resolve(OutputFolder.RUN_FILE))) {
      file.stream().write(json.writeValueAsBytes(report));
      file.commit();
    }
  }
}
