package speechreps.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import speechreps.sink.OutputFormat;

/** Prints the first rows of a result, read back from what was committed. */
final class Preview {
  private static final int SHOWN_VALUES = 4;

  private Preview() {}

  static void print(SparkSession spark, OutputFolder output, JobSpec spec, PrintWriter out)
      throws IOException {
    if (spec.output().format() == OutputFormat.PARQUET) {
      features(spark, output, spec, out);
    } else {
      archives(spark, output, spec, out);
    }
  }

  private static void features(
      SparkSession spark, OutputFolder output, JobSpec spec, PrintWriter out) {
    Dataset<Row> rows =
        spark
            .read()
            .parquet(output.literalPattern())
            .selectExpr(
                "utterance_id",
                "num_frames",
                "feature_dim",
                "substring(features, 1, " + SHOWN_VALUES * Float.BYTES + ")")
            .orderBy("utterance_id", "chunk")
            .limit(spec.show());
    out.printf(
        Locale.ROOT,
        "%-32s %10s %11s  %s%n",
        "utterance_id",
        "num_frames",
        "feature_dim",
        "features");
    for (Row row : rows.collectAsList()) {
      out.printf(
          Locale.ROOT,
          "%-32s %10d %11d  %s%n",
          row.getString(0),
          row.getInt(1),
          row.getInt(2),
          floats((byte[]) row.get(3)));
    }
  }

  private static String floats(byte[] bytes) {
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder text = new StringBuilder("[");
    while (values.remaining() >= Float.BYTES) {
      text.append(String.format(Locale.ROOT, "%.5f, ", values.getFloat()));
    }
    return text.append("…]").toString();
  }

  private static void archives(
      SparkSession spark, OutputFolder output, JobSpec spec, PrintWriter out) throws IOException {
    Dataset<Row> rows =
        spark
            .read()
            .parquet(output.ledgerParts())
            .where("status = 'ok'")
            .select("utterance_id", "num_frames", "feature_dim", "shard", "ark_offset")
            .orderBy("utterance_id")
            .limit(spec.show());
    out.printf(
        Locale.ROOT,
        "%-32s %10s %11s  %s%n",
        "utterance_id",
        "num_frames",
        "feature_dim",
        "archive");
    for (Row row : rows.collectAsList()) {
      out.printf(
          Locale.ROOT,
          "%-32s %10d %11d  %s:%d%n",
          row.getString(0),
          row.getInt(1),
          row.getInt(2),
          OutputFormat.ARK.shardName(row.getInt(3)),
          row.getLong(4));
    }
  }
}
