package speechreps.job;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a task tells the driver about its shard; the details are in the shard's part of the ledger.
 *
 * @param executor Spark's name for the process that computed it
 * @param encoderLoads encoders that this process had loaded when the shard was done
 */
record ShardSummary(
    int shard,
    long done,
    long failed,
    double seconds,
    long frames,
    long bytes,
    long frontEndNanos,
    long encoderNanos,
    long outputNanos,
    String executor,
    int encoderLoads) {

  Row toRow() {
    return RowFactory.create(
        shard,
        done,
        failed,
        seconds,
        frames,
        bytes,
        frontEndNanos,
        encoderNanos,
        outputNanos,
        executor,
        encoderLoads);
  }

  static ShardSummary fromRow(Row row) {
    return new ShardSummary(
        row.getInt(0),
        row.getLong(1),
        row.getLong(2),
        row.getDouble(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getString(9),
        row.getInt(10));
  }
}
