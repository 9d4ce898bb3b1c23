package speechreps.sink;

import java.io.IOException;
import java.util.Random;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.storage.Scratch;
import speechreps.storage.ScratchRows;

/** Features of several blocks, the last one not full, in memory and in a temporary file. */
final class LongFeatures {
  private static final int DIM = 300;
  private static final int NUM_FRAMES = 2 * FeatureRows.BLOCK_VALUES / DIM + 11;

  private LongFeatures() {}

  static FeatureMatrix matrix() {
    Random random = new Random(1);
    float[] values = new float[NUM_FRAMES * DIM];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FeatureMatrix(NUM_FRAMES, DIM, values);
  }

  static FeatureRows inFile(Scratch scratch, FeatureMatrix matrix) throws IOException {
    ScratchRows rows = scratch.newRows(matrix.dim());
    rows.append(matrix.values(), 0, matrix.numFrames());
    return rows;
  }
}
