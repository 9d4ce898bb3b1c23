package speechreps.speech;

import java.io.IOException;
import java.util.Objects;

/**
 * Every so many of other rows, from the first one.
 *
 * @param every rows from one that is kept to the next
 */
public record ThinnedRows(FeatureRows rows, int every) implements FeatureRows {
  /** Checks that at least one row goes by. */
  public ThinnedRows {
    if (every < 1) {
      throw new IllegalArgumentException("expected a step of at least 1 row, got " + every);
    }
  }

  @Override
  public int numFrames() {
    return rows.numFrames() / every + (rows.numFrames() % every == 0 ? 0 : 1);
  }

  @Override
  public int dim() {
    return rows.dim();
  }

  @Override
  public void read(int first, int count, float[] target, int offset) throws IOException {
    Objects.checkFromIndexSize(first, count, numFrames());
    for (int i = 0; i < count; i++) {
      rows.read((first + i) * every, 1, target, offset + i * dim());
    }
  }
}
