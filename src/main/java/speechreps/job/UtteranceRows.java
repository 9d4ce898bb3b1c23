package speechreps.job;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;

/**
 * Utterances as rows, the form in which they travel to executors: records as RDD elements fail
 * under Kryo.
 */
final class UtteranceRows {
  private UtteranceRows() {}

  static Row toRow(Utterance utterance) {
    Segment segment = utterance.segment();
    return RowFactory.create(
        utterance.id(),
        utterance.location(),
        segment == null ? null : segment.startSeconds(),
        segment == null ? null : segment.endSeconds(),
        utterance.channel(),
        utterance.speaker(),
        utterance.seconds(),
        utterance.origin());
  }

  static Utterance fromRow(Row row) {
    return new Utterance(
        row.getString(0),
        row.getString(1),
        row.isNullAt(2) ? null : new Segment(row.getDouble(2), row.getDouble(3)),
        row.isNullAt(4) ? null : Integer.valueOf(row.getInt(4)),
        row.isNullAt(5) ? null : row.getString(5),
        row.getDouble(6),
        row.getString(7));
  }
}
