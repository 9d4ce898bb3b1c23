package speechreps.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import speechreps.extract.Precision;
import speechreps.extract.Recipe;
import speechreps.extract.Reduction;
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
            .selectExpr("utterance_id", "num_frames", "feature_dim", firstValues(spec.recipe()))
            .orderBy("utterance_id")
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
          values(row, spec.recipe().reduction()));
    }
  }

  private static String firstValues(Recipe recipe) {
    return recipe.reduction().isPooled()
        ? "slice(features, 1, " + SHOWN_VALUES + ")"
        : "substring(features, 1, " + SHOWN_VALUES * Float.BYTES + ")";
  }

  private static String values(Row row, Reduction reduction) {
    if (reduction.isPooled()) {
      return shown(row.<Float>getList(3));
    }
    if (reduction.precision() == Precision.FP16) {
      return "(float16)";
    }
    ByteBuffer bytes = ByteBuffer.wrap((byte[]) row.get(3)).order(ByteOrder.LITTLE_ENDIAN);
    List<Float> values = new ArrayList<>();
    while (bytes.remaining() >= Float.BYTES) {
      values.add(bytes.getFloat());
    }
    return shown(values);
  }

  private static String shown(List<Float> values) {
    StringBuilder text = new StringBuilder("[");
    for (float value : values) {
      text.append(String.format(Locale.ROOT, "%.5f, ", value));
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
