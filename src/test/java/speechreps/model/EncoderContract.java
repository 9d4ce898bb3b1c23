package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowTarget;

/**
 * What every encoder must keep. An encoder's test implements this and says where the encoder comes
 * from.
 */
interface EncoderContract {
  /** A small encoder of random weights that the tests share and do not close. */
  Encoder encoder() throws IOException;

  /** Another one, which the caller closes. */
  Encoder newEncoder() throws IOException;

  /** Frames that an input gives. */
  int outputFrames(int inputFrames);

  /** Lengths to try, from the shortest that is allowed to a long utterance. */
  default List<Integer> lengths() throws IOException {
    int min = encoder().spec().minFrames();
    return List.of(min, min + 1, min + 2, min + 36, min + 370, min + 1197);
  }

  @Test
  default void everyInputGivesOneMatrixOfTheSpecifiedShape() throws IOException {
    List<FeatureMatrix> outputs = encoder().encode(inputs());

    assertEquals(lengths().size(), outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      assertEquals(outputFrames(lengths().get(i)), outputs.get(i).numFrames());
      assertEquals(encoder().spec().outputDim(), outputs.get(i).dim());
    }
  }

  @Test
  default void anOutputDoesNotDependOnItsNeighbours() throws IOException {
    List<FeatureMatrix> inputs = inputs();
    List<FeatureMatrix> alone = oneByOne(inputs);
    List<FeatureMatrix> together = encoder().encode(inputs);

    for (int i = 0; i < inputs.size(); i++) {
      assertClose(alone.get(i), together.get(i), "input " + i + " of " + lengths());
    }
  }

  @Test
  default void anInputTakenInPartsGivesTheBitsOfTheSameInputAlone() throws IOException {
    for (FeatureMatrix input : inputs()) {
      assertEquals(encoder().encode(List.of(input)), Matrices.inParts(encoder(), List.of(input)));
    }
  }

  @Test
  default void aBatchTakenInPartsGivesTheBitsOfTheSameBatch() throws IOException {
    assertEquals(encoder().encode(inputs()), Matrices.inParts(encoder(), inputs()));
  }

  @Test
  default void anOutputThatCannotBeStoredEndsItsEncodingOnly() throws IOException {
    FeatureMatrix input = inputs().get(0);
    IOException broken = new IOException("broken disk");
    RowTarget target =
        (frame, column, source, at, width) -> {
          throw broken;
        };

    IOException e =
        assertThrows(
            IOException.class, () -> encoder().encodeInParts(List.of(input), List.of(target)));
    assertSame(broken, e);
    assertEquals(1, encoder().encode(List.of(input)).size());
  }

  @Test
  default void theOrderOfABatchDoesNotMatter() throws IOException {
    List<FeatureMatrix> inputs = inputs();
    List<FeatureMatrix> alone = oneByOne(inputs);
    for (int seed = 0; seed < 3; seed++) {
      List<Integer> order = shuffledMixture(inputs.size(), seed);
      List<FeatureMatrix> outputs = encoder().encode(order.stream().map(inputs::get).toList());
      for (int i = 0; i < order.size(); i++) {
        assertClose(alone.get(order.get(i)), outputs.get(i), "place " + i + " of " + order);
      }
    }
  }

  @Test
  default void theSameBatchGivesTheSameBits() throws IOException {
    List<FeatureMatrix> inputs = inputs();

    assertEquals(encoder().encode(inputs), encoder().encode(inputs));
  }

  @Test
  default void inputsAreNotWrittenTo() throws IOException {
    List<FeatureMatrix> inputs = inputs();
    encoder().encode(inputs);

    assertEquals(inputs(), inputs);
  }

  @Test
  default void anEmptyBatchGivesNothing() throws IOException {
    assertEquals(List.of(), encoder().encode(List.of()));
  }

  @Test
  default void anInputOfAnotherDimensionIsRefused() throws IOException {
    EncoderSpec spec = encoder().spec();
    int frames = spec.minFrames();
    FeatureMatrix wide = Matrices.random(frames, spec.inputDim() + 1, 1);

    assertRefused(wide, frames + " x " + (spec.inputDim() + 1));
  }

  @Test
  default void anInputWithTooFewFramesIsRefused() throws IOException {
    EncoderSpec spec = encoder().spec();
    FeatureMatrix brief = Matrices.random(spec.minFrames() - 1, spec.inputDim(), 1);

    assertRefused(brief, (spec.minFrames() - 1) + " x " + spec.inputDim());
  }

  @Test
  default void callsFromManyThreadsGiveTheBitsOfASingleThread() throws Exception {
    Encoder encoder = encoder();
    List<FeatureMatrix> inputs = inputs();
    List<FeatureMatrix> expected = encoder.encode(inputs);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<List<FeatureMatrix>> call = () -> encoder.encode(inputs);
      for (Future<List<FeatureMatrix>> result : threads.invokeAll(Collections.nCopies(12, call))) {
        assertEquals(expected, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void anInterruptedThreadStaysInterruptedAndCorruptsNothing() throws IOException {
    List<FeatureMatrix> inputs = inputs();
    List<FeatureMatrix> expected = encoder().encode(inputs);
    Thread.currentThread().interrupt();
    List<FeatureMatrix> outputs = encoder().encode(inputs);

    assertTrue(Thread.interrupted());
    assertEquals(expected, outputs);
    assertEquals(expected, encoder().encode(inputs));
  }

  @Test
  default void aClosedEncoderRefusesToEncode() throws IOException {
    List<FeatureMatrix> inputs = inputs();
    Encoder encoder = newEncoder();
    encoder.close();
    encoder.close();

    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> encoder.encode(inputs));
    assertEquals(encoder.spec().name() + " is closed", e.getMessage());
  }

  private List<FeatureMatrix> inputs() throws IOException {
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int length : lengths()) {
      inputs.add(Matrices.random(length, encoder().spec().inputDim(), length));
    }
    return inputs;
  }

  private List<FeatureMatrix> oneByOne(List<FeatureMatrix> inputs) throws IOException {
    List<FeatureMatrix> outputs = new ArrayList<>();
    for (FeatureMatrix input : inputs) {
      outputs.addAll(encoder().encode(List.of(input)));
    }
    return outputs;
  }

  /** Every place once, some twice, in random order. */
  private static List<Integer> shuffledMixture(int size, int seed) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.addAll(Collections.nCopies(1 + random.nextInt(2), i));
    }
    Collections.shuffle(order, random);
    return order;
  }

  private void assertRefused(FeatureMatrix input, String got) throws IOException {
    Encoder encoder = encoder();
    EncoderSpec spec = encoder.spec();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(List.of(input)));
    assertEquals(
        spec.name()
            + ": expected at least "
            + spec.minFrames()
            + " frames x "
            + spec.inputDim()
            + ", got "
            + got,
        e.getMessage());
  }
}
