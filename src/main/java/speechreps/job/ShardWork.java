package speechreps.job;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import speechreps.extract.StageClock;

/**
 * What a shard cost: wall time by stage, and how its batches were filled.
 *
 * @param encoderNanos in the encoder, waiting for its turn included
 * @param rows input rows of all batches
 * @param paddedRows the same with padding
 */
record ShardWork(
    long frontEndNanos,
    long encoderNanos,
    long outputNanos,
    long batches,
    long rows,
    long paddedRows) {
  static ShardWork of(StageClock clock) {
    return new ShardWork(
        clock.frontEndNanos(),
        clock.encoderNanos(),
        clock.outputNanos(),
        clock.batches(),
        clock.rows(),
        clock.paddedRows());
  }

  Row toRow() {
    return RowFactory.create(frontEndNanos, encoderNanos, outputNanos, batches, rows, paddedRows);
  }

  static ShardWork fromRow(Row row) {
    return new ShardWork(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5));
  }
}
