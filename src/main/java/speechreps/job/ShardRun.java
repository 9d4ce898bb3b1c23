package speechreps.job;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Where and when a shard was computed.
 *
 * @param executor Spark's name for the process
 * @param slots tasks that this process runs at the same time
 * @param encoderLoads encoders that it had loaded when the shard was done
 * @param startMillis since the epoch, by the clock of its machine
 * @param endMillis the same
 */
record ShardRun(String executor, int slots, int encoderLoads, long startMillis, long endMillis) {
  Row toRow() {
    return RowFactory.create(executor, slots, encoderLoads, startMillis, endMillis);
  }

  static ShardRun fromRow(Row row) {
    return new ShardRun(
        row.getString(0), row.getInt(1), row.getInt(2), row.getLong(3), row.getLong(4));
  }
}
