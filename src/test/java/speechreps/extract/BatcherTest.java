package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;

class BatcherTest {
  @Test
  void longestComeFirstAndEqualOnesStayInOrder() {
    assertEquals(
        List.of(List.of("c:9", "a:5", "b:5"), List.of("d:2")),
        cut(new Batcher(100, 3), "a:5", "b:5", "c:9", "d:2"));
  }

  @Test
  void paddedFramesStayWithinTheBudget() {
    // 3 x 10 frames would be 30.
    assertEquals(
        List.of(List.of("a:10", "b:1"), List.of("c:1")),
        cut(new Batcher(29, 100), "a:10", "b:1", "c:1"));
  }

  @Test
  void batchMayFillTheBudgetToTheLastFrame() {
    assertEquals(
        List.of(List.of("a:10", "b:1", "c:1")), cut(new Batcher(30, 100), "a:10", "b:1", "c:1"));
  }

  @Test
  void utteranceLongerThanTheBudgetIsABatchOfItsOwn() {
    assertEquals(
        List.of(List.of("a:1000"), List.of("b:3", "c:3")),
        cut(new Batcher(10, 100), "b:3", "a:1000", "c:3"));
  }

  @Test
  void longUtterancesShareABatchBeyondTheBudgetWhereThatIsFaster() {
    assertEquals(
        List.of(List.of("a:10", "b:9", "c:9"), List.of("d:8", "e:1", "f:1"), List.of("g:1", "h:1")),
        cut(new Batcher(5, 4, 3, 30), "a:10", "b:9", "c:9", "d:8", "e:1", "f:1", "g:1", "h:1"));
  }

  @Test
  void soManyThatTheirFilesStayWithinTheirBudget() {
    assertEquals(
        List.of(List.of("a:10", "b:9"), List.of("c:9", "d:8")),
        cut(new Batcher(5, 4, 3, 29), "a:10", "b:9", "c:9", "d:8"));
  }

  @Test
  void emptyWindowHasNoBatches() {
    assertEquals(List.of(), cut(new Batcher(10, 10)));
  }

  @Test
  void utterancesWithoutFramesCostNothing() {
    assertEquals(List.of(List.of("a:0", "b:0")), cut(new Batcher(2, 10), "a:0", "b:0"));
  }

  @Test
  void windowIsNotChangedAndGivesTheSameBatchesAgain() {
    List<Prepared> window = new ArrayList<>(List.of(prepared("a:1"), prepared("b:2")));
    Batcher batcher = new Batcher(10, 10);

    assertEquals(batcher.cut(window), batcher.cut(window));
    assertEquals("a", window.get(0).utterance().id());
  }

  @Test
  void roomForNothingIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Batcher(0, 5));

    assertEquals(
        "a batch needs room for at least one frame and one utterance, got 0 frames, 5 utterances",
        e.getMessage());
  }

  private static List<List<String>> cut(Batcher batcher, String... window) {
    List<Prepared> prepared = new ArrayList<>();
    for (String one : window) {
      prepared.add(prepared(one));
    }
    return batcher.cut(prepared).stream()
        .map(
            batch ->
                batch.stream().map(p -> p.utterance().id() + ":" + p.input().numFrames()).toList())
        .toList();
  }

  /** From {@code id:frames}. */
  private static Prepared prepared(String text) {
    int colon = text.indexOf(':');
    int frames = Integer.parseInt(text.substring(colon + 1));
    return new Prepared(
        Utterance.ofRecording(text.substring(0, colon), "a.wav", "list:1"),
        new FeatureMatrix(frames, 1, new float[frames]),
        1,
        16000,
        List.of());
  }
}
