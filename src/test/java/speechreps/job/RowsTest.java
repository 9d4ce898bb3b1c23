package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.sink.LedgerRow;
import speechreps.sink.LedgerRow.Status;
import speechreps.sink.ShardWriter;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Outcome;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;

/** What becomes of utterances and outcomes as rows, for Spark and for the ledger. */
class RowsTest {
  private static final Utterance FULL =
      new Utterance(
          "a", "s3a://bucket/a.wav", new Segment(0.5, Segment.TO_END), 1, "ann", 2.5, "segments:3");

  @Test
  void utteranceComesBackFromItsRow() {
    assertEquals(FULL, UtteranceRows.fromRow(UtteranceRows.toRow(FULL)));
  }

  @Test
  void whatTheManifestDoesNotTellStaysUnknown() {
    Utterance bare = Utterance.ofRecording("a", "a.wav", "list:1");

    assertEquals(bare, UtteranceRows.fromRow(UtteranceRows.toRow(bare)));
  }

  @Test
  void summaryComesBackFromItsRow() {
    ShardSummary summary =
        new ShardSummary(
            3,
            10,
            2,
            12.5,
            1250,
            4096,
            new ShardWork(1, 2, 3, 4, 5, 6),
            new ShardRun("driver", 2, 1, 7, 8));

    assertEquals(summary, ShardSummary.fromRow(summary.toRow()));
  }

  @Test
  void doneUtteranceIsALedgerRowWithItsShape() {
    Outcome done =
        new Outcome.Done(
            FULL, new FeatureMatrix(3, 2, new float[6]), 3, 0, 1.5, 8000, List.of("resampled"));

    assertEquals(
        new LedgerRow(
            "a",
            Status.OK,
            null,
            null,
            "s3a://bucket/a.wav",
            "segments:3",
            1.5,
            8000,
            3,
            2,
            7,
            99L,
            0,
            List.of("resampled")),
        LedgerRows.of(done, 99, 7));
  }

  @Test
  void parquetHasNoOffsets() {
    Outcome done =
        new Outcome.Done(FULL, new FeatureMatrix(0, 2, new float[0]), 0, 0, 1.5, 8000, List.of());

    assertNull(LedgerRows.of(done, ShardWriter.NO_OFFSET, 7).arkOffset());
  }

  @Test
  void failedUtteranceIsALedgerRowWithItsReason() {
    Outcome failed = new Outcome.Failed(FULL, FailureReason.TOO_SHORT, "too short (a.wav)");

    LedgerRow row = LedgerRows.of(failed, ShardWriter.NO_OFFSET, 7);

    assertEquals(Status.FAILED, row.status());
    assertEquals("too_short", row.reason());
    assertEquals("too short (a.wav)", row.message());
    assertEquals("segments:3", row.origin());
    assertEquals(7, row.shard());
    assertNull(row.numFrames());
  }
}
