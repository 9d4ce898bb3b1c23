package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;

/**
 * What is computed block by block does not tell where blocks end. Columns do not know of each other
 * either, so the same few of them many times over, of which a block has 8 rows, give the same as
 * once, when all rows are in one block.
 */
class BlocksTest {
  private static final int COLUMNS = 2;
  private static final int COPIES = FeatureRows.BLOCK_VALUES / 8 / COLUMNS;

  /** Puts what becomes of features into memory. */
  @FunctionalInterface
  private interface Step {
    FeatureRows apply(FeatureRows features) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 25})
  void derivativesReachAcross(int numFrames) throws IOException {
    for (int window = 1; window <= 5; window += 2) {
      Deltas deltas = new Deltas(new DeltaOptions(2, window));
      assertSameInBlocks(numFrames, features -> deltas.apply(features, RowStore.IN_MEMORY));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 25})
  void slidingWindowsReachAcross(int numFrames) throws IOException {
    for (boolean center : new boolean[] {false, true}) {
      for (int window : new int[] {1, 3, 12, 600}) {
        SlidingCmvn cmvn = new SlidingCmvn(new SlidingCmvnOptions(window, 5, center, true));
        assertSameInBlocks(numFrames, features -> cmvn.apply(features, RowStore.IN_MEMORY));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 25})
  void stacksReachAcross(int numFrames) throws IOException {
    for (int stacked = 1; stacked <= 7; stacked += 2) {
      int frames = stacked;
      assertSameInBlocks(
          numFrames, features -> FrameStacking.stack(features, frames, RowStore.IN_MEMORY));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 25})
  void meansAndVariancesAreThoseOfAll(int numFrames) throws IOException {
    assertSameInBlocks(
        numFrames, features -> Cmvn.perUtterance(features, true, RowStore.IN_MEMORY));
  }

  private static void assertSameInBlocks(int numFrames, Step step) throws IOException {
    FeatureMatrix narrow = random(numFrames);
    FeatureMatrix once = step.apply(narrow).whole();
    FeatureMatrix many = step.apply(new Repeated(narrow)).whole();

    assertEquals(repeated(once), many);
  }

  /** Each stretch of columns many times over. */
  private static FeatureMatrix repeated(FeatureMatrix once) {
    float[] values = new float[once.values().length * COPIES];
    for (int i = 0; i < values.length; i++) {
      int stretch = i / (COLUMNS * COPIES);
      values[i] = once.values()[stretch * COLUMNS + i % COLUMNS];
    }
    return new FeatureMatrix(once.numFrames(), once.dim() * COPIES, values);
  }

  /** The same, and as little in memory as a file has. */
  private record Repeated(FeatureMatrix once) implements FeatureRows {
    @Override
    public int numFrames() {
      return once.numFrames();
    }

    @Override
    public int dim() {
      return once.dim() * COPIES;
    }

    @Override
    public void read(int first, int count, float[] target, int offset) {
      float[] rows = repeated(once.block(first, count)).values();
      System.arraycopy(rows, 0, target, offset, rows.length);
    }
  }

  private static FeatureMatrix random(int numFrames) {
    Random random = new Random(numFrames);
    float[] values = new float[numFrames * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(numFrames, COLUMNS, values);
  }
}
