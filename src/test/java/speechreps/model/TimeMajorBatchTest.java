package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.model.TimeMajorBatch.Block;
import speechreps.model.TimeMajorBatch.Cutting;
import speechreps.speech.FeatureMatrix;

class TimeMajorBatchTest {
  private final List<FeatureMatrix> inputs =
      List.of(
          new FeatureMatrix(1, 1, new float[] {10}),
          new FeatureMatrix(3, 1, new float[] {20, 21, 22}),
          new FeatureMatrix(2, 1, new float[] {30, 31}));
  private final MatrixOutputs outputs = new MatrixOutputs(new int[] {1, 3, 2}, 2);
  private final TimeMajorBatch batch = new TimeMajorBatch(inputs, outputs);

  @Test
  void theLongestSequenceComesFirstAndTheShorterOnesDropOut() {
    assertEquals(3, batch.steps());
    assertEquals(3, batch.running(0));
    assertEquals(2, batch.running(1));
    assertEquals(1, batch.running(2));
    assertEquals(0, batch.running(3));
  }

  @Test
  void forwardStepsCountFromTheFirstFrameAndPaddingIsZero() {
    assertArrayEquals(
        new float[] {20, 30, 10, 21, 31, 0, 22, 0, 0}, filled(new Block(0, 3, 3, false)));
  }

  @Test
  void stepsFromTheEndCountFromEachSequencesOwnLastFrame() {
    assertArrayEquals(
        new float[] {22, 31, 10, 21, 30, 0, 20, 0, 0}, filled(new Block(0, 3, 3, true)));
  }

  @Test
  void aBlockHoldsSomeStepsOfTheFirstSequences() {
    assertArrayEquals(new float[] {21, 31, 22, 0}, filled(new Block(1, 3, 2, false)));
  }

  @Test
  void blocksHoldNoMoreFramesThanAskedForAndOnlyWhatStillRuns() {
    assertEquals(
        List.of(new Block(0, 1, 3, true), new Block(1, 3, 2, true)),
        batch.blocks(new Cutting(5, 2, 1), true));
    assertEquals(List.of(new Block(0, 3, 3, false)), batch.blocks(new Cutting(9, 3, 1), false));
  }

  @Test
  void aBlockEndsEarlyWhereItsPaddingWouldCostMoreThanAnother() {
    assertEquals(
        List.of(new Block(0, 2, 3, false), new Block(2, 3, 1, false)),
        batch.blocks(new Cutting(9, 2, 1), false));
    assertEquals(
        List.of(new Block(0, 1, 3, false), new Block(1, 2, 2, false), new Block(2, 3, 1, false)),
        batch.blocks(new Cutting(9, 0, 1), false));
  }

  @Test
  void aBlockOfAtLeastTwoSequencesIsFilledUpWithZeros() {
    Block last = batch.blocks(new Cutting(9, 0, 2), false).get(2);

    assertEquals(new Block(2, 3, 2, false), last);
    assertArrayEquals(new float[] {22, 0}, filled(last));
  }

  @Test
  void aBlockHoldsAtLeastOneStep() {
    assertEquals(
        List.of(new Block(0, 1, 3, false), new Block(1, 2, 2, false), new Block(2, 3, 1, false)),
        batch.blocks(new Cutting(1, 9, 1), false));
  }

  @Test
  void bothDirectionsAreStoredSideBySideInTheOrderOfTheInputs() {
    batch.store(
        FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5, -1, 7, -1, -1}),
        new Block(0, 3, 3, false),
        0,
        1);
    batch.store(
        FloatBuffer.wrap(new float[] {11, 12, 13, 14, 15, -1, 17, -1, -1}),
        new Block(0, 3, 3, true),
        1,
        1);

    assertEquals(
        List.of(
            new FeatureMatrix(1, 2, new float[] {3, 13}),
            new FeatureMatrix(3, 2, new float[] {1, 17, 4, 14, 7, 11}),
            new FeatureMatrix(2, 2, new float[] {2, 15, 5, 12})),
        outputs.matrices());
  }

  @Test
  void anOutputTooLongForAnArrayIsRefused() {
    int[] three = {3};
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new MatrixOutputs(three, 1_000_000_000));

    assertEquals(
        "expected at most 2 frames for outputs of 1000000000 columns, got 3", e.getMessage());
  }

  private float[] filled(Block block) {
    float[] target = new float[block.steps() * block.sequences()];
    batch.fill(FloatBuffer.wrap(target), block);
    return target;
  }
}
