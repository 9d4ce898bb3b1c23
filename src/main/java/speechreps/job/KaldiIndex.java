package speechreps.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import speechreps.sink.OutputFormat;
import speechreps.sink.TableFile;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * The files that make archives readable for Kaldi: {@code feats.scp} ({@code vectors.scp} where
 * utterances are pooled), {@code utt2num_frames} and {@code utt2dur}, one of each for all shards,
 * in byte order of the ids.
 *
 * <p>Made from the ledger: what is listed there is committed. Rows stream through, so the size of
 * the corpus does not matter.
 */
final class KaldiIndex {
  /** Every name that is written here. */
  static final List<String> NAMES =
      List.of("feats.scp", "vectors.scp", "utt2num_frames", "utt2dur");

  private final Storage storage;
  private final OutputFolder output;
  private final String namedFolder;
  private final boolean pooled;

  /**
   * An index.
   *
   * @param namedFolder the output folder as the scp shall name it
   * @param pooled whether the archives hold vectors
   */
  KaldiIndex(Storage storage, OutputFolder output, String namedFolder, boolean pooled) {
    this.storage = storage;
    this.output = output;
    this.namedFolder = namedFolder;
    this.pooled = pooled;
  }

  /**
   * Writes the files.
   *
   * @param utterances all of the corpus, in byte order of their ids
   * @return those that are done, in the same order
   */
  List<Utterance> write(SparkSession spark, List<Utterance> utterances) throws IOException {
    List<Utterance> listed = new ArrayList<>();
    String index = pooled ? "vectors.scp" : "feats.scp";
    try (TableFile feats = TableFile.create(storage, output.resolve(index));
        TableFile frames = TableFile.create(storage, output.resolve("utt2num_frames"));
        TableFile seconds = TableFile.create(storage, output.resolve("utt2dur"))) {
      int next = 0;
      for (Iterator<Row> rows = done(spark).toLocalIterator(); rows.hasNext(); ) {
        Row row = rows.next();
        String id = row.getString(0);
        String archive = Storage.resolve(namedFolder, OutputFormat.ARK.shardName(row.getInt(1)));
        feats.line(id, archive + ":" + row.getLong(2));
        frames.line(id, Integer.toString(row.getInt(3)));
        seconds.line(id, row.getDouble(4));
        while (!utterances.get(next).id().equals(id)) {
          next++;
        }
        listed.add(utterances.get(next));
      }
      feats.commit();
      frames.commit();
      seconds.commit();
    }
    return listed;
  }

  private Dataset<Row> done(SparkSession spark) throws IOException {
    // Spark orders strings by their UTF-8 bytes, which is the order of LC_ALL=C sort.
    return spark
        .read()
        .parquet(output.ledgerParts())
        .where("status = 'ok'")
        .select("utterance_id", "shard", "ark_offset", "num_frames", "seconds")
        .orderBy("utterance_id");
  }
}
