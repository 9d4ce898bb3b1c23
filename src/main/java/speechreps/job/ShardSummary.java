package speechreps.job;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a task tells the driver about its shard; the details are in the shard's part of the ledger.
 */
record ShardSummary(
    int shard,
    long done,
    long failed,
    double seconds,
    long frames,
    long bytes,
    ShardWork work,
    ShardRun run) {

  Row toRow() {
    return RowFactory.create(
        shard, done, failed, seconds, frames, bytes, work.toRow(), run.toRow());
  }

  static ShardSummary fromRow(Row row) {
    return new ShardSummary(
        row.getInt(0),
        row.getLong(1),
        row.getLong(2),
        row.getDouble(3),
        row.getLong(4),
        row.getLong(5),
        ShardWork.fromRow(row.getStruct(6)),
        ShardRun.fromRow(row.getStruct(7)));
  }
}
