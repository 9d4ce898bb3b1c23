package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.model.Windows.Window;

class WindowsTest {
  @Test
  void whatFitsIsOneWindow() {
    assertEquals(List.of(new Window(0, 8, 0, 8)), new Windows(8, 4).cut(8));
    assertEquals(List.of(new Window(0, 3, 0, 3)), new Windows(8, 4).cut(3));
  }

  @Test
  void bordersLieHalfWayBetweenCentres() {
    assertEquals(
        List.of(new Window(0, 8, 0, 6), new Window(4, 12, 6, 10), new Window(8, 16, 10, 16)),
        new Windows(8, 4).cut(16));
  }

  @Test
  void theLastWindowIsFlushWithTheEnd() {
    assertEquals(List.of(new Window(0, 8, 0, 5), new Window(1, 9, 5, 9)), new Windows(8, 4).cut(9));
  }

  @ParameterizedTest
  @CsvSource({"8,4", "7,3", "8,0", "5,4", "1,0", "16,15", "512,256"})
  void everyFrameCountsOnceInTheWindowWhereItIsMostCentral(int length, int overlap) {
    Windows windows = new Windows(length, overlap);
    for (int numFrames = 1; numFrames < 5 * length; numFrames++) {
      List<Window> cut = windows.cut(numFrames);
      assertEquals(windows.count(numFrames), cut.size());
      int next = 0;
      for (Window window : cut) {
        assertEquals(next, window.keepFrom());
        assertTrue(window.keepFrom() < window.keepTo(), window.toString());
        for (int frame = window.keepFrom(); frame < window.keepTo(); frame++) {
          assertEquals(mostCentral(cut, frame), window);
        }
        next = window.keepTo();
      }
      assertEquals(numFrames, next);
    }
  }

  @Test
  void theLargestNumberOfFramesDoesNotOverflow() {
    int most = Integer.MAX_VALUE;

    assertEquals(
        List.of(
            new Window(0, 1 << 30, 0, 1 << 30), new Window(most - (1 << 30), most, 1 << 30, most)),
        new Windows(1 << 30, 1).cut(most));
  }

  @Test
  void anOverlapOfTheWholeWindowIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Windows(8, 8));

    assertEquals(
        "expected windows of at least 1 frame and a smaller overlap, got 8 with an overlap of 8",
        e.getMessage());
  }

  /** The first window that holds the frame at the least distance from its centre. */
  private static Window mostCentral(List<Window> windows, int frame) {
    Window best = windows.get(0);
    int least = Integer.MAX_VALUE;
    for (Window window : windows) {
      int distance = Math.abs(2 * frame - (window.from() + window.to() - 1));
      if (window.from() <= frame && frame < window.to() && distance < least) {
        best = window;
        least = distance;
      }
    }
    return best;
  }
}
