package speechreps.job;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import speechreps.sink.OutputFormat;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/**
 * The files that make archives readable for Kaldi: one {@code feats.scp} and one {@code
 * utt2num_frames} for all shards, in byte order of the ids.
 *
 * <p>Made from the ledger: what is listed there is committed. Rows stream through, so the size of
 * the corpus does not matter.
 */
final class KaldiIndex {
  private KaldiIndex() {}

  /**
   * Writes both files.
   *
   * @param namedFolder the output folder as the scp shall name it
   */
  static void write(SparkSession spark, Storage storage, OutputFolder output, String namedFolder)
      throws IOException {
    // Spark orders strings by their UTF-8 bytes, which is the order of LC_ALL=C sort.
    Dataset<Row> done =
        spark
            .read()
            .parquet(output.ledgerParts())
            .where("status = 'ok'")
            .select("utterance_id", "shard", "ark_offset", "num_frames")
            .orderBy("utterance_id");
    try (PendingFile feats = storage.create(output.resolve("feats.scp"));
        PendingFile frames = storage.create(output.resolve("utt2num_frames"))) {
      OutputStream featsLines = new BufferedOutputStream(feats.stream());
      OutputStream framesLines = new BufferedOutputStream(frames.stream());
      for (Iterator<Row> rows = done.toLocalIterator(); rows.hasNext(); ) {
        Row row = rows.next();
        String archive = Storage.resolve(namedFolder, OutputFormat.ARK.shardName(row.getInt(1)));
        line(featsLines, row.getString(0), archive + ":" + row.getLong(2));
        line(framesLines, row.getString(0), Integer.toString(row.getInt(3)));
      }
      featsLines.flush();
      framesLines.flush();
      feats.commit();
      frames.commit();
    }
  }

  private static void line(OutputStream out, String key, String value) throws IOException {
    out.write((key + " " + value + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
