package speechreps.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowSink;

class SpillTest {
  private static final float[] SIX = {1, 2, 3, 4, 5, 6};

  private final Scratch scratch;
  private final Spill spill;

  SpillTest(@TempDir Path folder) {
    this.scratch = new Scratch(folder);
    this.spill = new Spill(scratch, 4);
  }

  @AfterEach
  void free() throws IOException {
    scratch.close();
  }

  @Test
  void fewRowsStayInMemory() throws IOException {
    try (RowSink sink = spill.newRows(2, 0)) {
      sink.append(SIX, 2, 1);
      sink.append(SIX, 0, 1);

      assertEquals(new FeatureMatrix(2, 2, new float[] {3, 4, 1, 2}), sink.finish());
    }
  }

  @Test
  void manyRowsMoveToAFile() throws IOException {
    FeatureRows rows = rows(0);

    assertInstanceOf(ScratchRows.class, rows);
    assertEquals(new FeatureMatrix(6, 1, SIX), rows.whole());
  }

  @Test
  void rowsExpectedToBeManyAreInAFileFromTheStart() throws IOException {
    try (RowSink sink = spill.newRows(1, 5)) {
      assertInstanceOf(ScratchRows.class, sink.finish());
    }
  }

  @Test
  void moreRowsThanExpectedAreTakenToo() throws IOException {
    assertEquals(new FeatureMatrix(6, 1, SIX), rows(2).whole());
  }

  @Test
  void lastRowsCanBeDropped() throws IOException {
    try (RowSink few = spill.newRows(1, 0);
        RowSink many = spill.newRows(1, 0)) {
      few.append(SIX, 0, 3);
      few.truncate(2);
      many.append(SIX, 0, 6);
      many.truncate(7);
      many.truncate(5);

      assertEquals(new FeatureMatrix(2, 1, new float[] {1, 2}), few.finish());
      assertEquals(new FeatureMatrix(5, 1, new float[] {1, 2, 3, 4, 5}), many.finish().whole());
    }
  }

  @Test
  void rowsThatWereFinishedOutliveTheirSink() throws IOException {
    FeatureRows rows = rows(0);

    assertTrue(spill.holds(rows));
    assertTrue(spill.holds(new FeatureMatrix(0, 1, new float[0])));
  }

  @Test
  void rowsThatWereFreedAreGone() throws IOException {
    FeatureRows one = rows(0);
    FeatureRows other = rows(0);

    spill.free(one);
    assertFalse(spill.holds(one));
    assertTrue(spill.holds(other));
    scratch.close();
    assertFalse(spill.holds(other));
  }

  private FeatureRows rows(long expected) throws IOException {
    try (RowSink sink = spill.newRows(1, expected)) {
      sink.append(SIX, 0, 4);
      sink.append(SIX, 4, 2);
      return sink.finish();
    }
  }
}
