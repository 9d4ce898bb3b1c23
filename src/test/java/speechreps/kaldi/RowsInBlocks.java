package speechreps.kaldi;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;

/**
 * Rows that are handed on a few at a time, as those of a file are.
 *
 * @param matrix where they really are
 * @param blockRows rows of a block
 */
record RowsInBlocks(FeatureMatrix matrix, int blockRows) implements FeatureRows {
  @Override
  public int numFrames() {
    return matrix.numFrames();
  }

  @Override
  public int dim() {
    return matrix.dim();
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    matrix.read(first, count, target, offset);
  }

  @Override
  public void forEachBlock(BlockConsumer consumer) throws IOException {
    for (int first = 0; first < numFrames(); first += blockRows) {
      consumer.accept(first, block(first, Math.min(blockRows, numFrames() - first)));
    }
  }
}
