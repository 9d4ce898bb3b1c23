package speechreps.sink;

import java.util.Locale;

/** The form of the output, and where its shards lie below the output folder. */
public enum OutputFormat {
  /** One row an utterance, readable by Spark, DuckDB and pandas. */
  PARQUET("shard-%05d.parquet"),
  /** Kaldi binary archives with one {@code feats.scp} for all. */
  ARK("data/shard-%05d.ark");

  private final String pattern;

  OutputFormat(String pattern) {
    this.pattern = pattern;
  }

  /** The path of a shard below the output folder. */
  public String shardName(int shard) {
    return String.format(Locale.ROOT, pattern, shard);
  }
}
