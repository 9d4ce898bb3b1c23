package speechreps.extract;

import java.io.IOException;
import java.util.Objects;
import speechreps.speech.FeatureRows;

/**
 * Some rows of others: a view.
 *
 * @param start number of the first of them
 * @param numFrames how many
 */
record RowRange(FeatureRows rows, int start, int numFrames) implements FeatureRows {
  RowRange {
    Objects.checkFromIndexSize(start, numFrames, rows.numFrames());
  }

  @Override
  public int dim() {
    return rows.dim();
  }

  @Override
  public void read(int first, int count, float[] target, int offset) throws IOException {
    Objects.checkFromIndexSize(first, count, numFrames);
    rows.read(start + first, count, target, offset);
  }
}
