package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RowGroupRoomTest {
  private static final int MB = 1 << 20;

  private final RowGroupRoom room = new RowGroupRoom(8 * MB);

  @Test
  void valuesOfARowGroupStandSideBySide() {
    ByteBuffer first = marked(3 * MB, 1);
    ByteBuffer second = marked(5 * MB, 2);

    assertEquals(0, first.arrayOffset());
    assertEquals(3 * MB, second.arrayOffset());
    assertEquals(3 * MB, first.remaining());
    assertEquals(5 * MB, second.remaining());
    assertEquals(1, first.get(0));
  }

  @Test
  void theNextRowGroupHasTheSameRoom() {
    ByteBuffer unusedShared = marked(MB, 1);
    ByteBuffer unusedLast = marked(20 * MB, 2);
    room.reuse();

    assertEquals(1, room.take(2 * MB).get(0));
    ByteBuffer last = room.take(10 * MB);
    assertEquals(2, last.get(0));
    assertEquals(10 * MB, last.remaining());
  }

  @Test
  void aValueThatDoesNotFitLeavesTheOthersAsTheyAre() {
    ByteBuffer first = marked(6 * MB, 1);
    ByteBuffer last = marked(6 * MB, 2);
    ByteBuffer unforeseen = marked(6 * MB, 3);

    assertEquals(1, first.get(0));
    assertEquals(2, last.get(0));
    assertEquals(3, unforeseen.get(0));
  }

  @Test
  void smallValuesHaveArraysOfTheirOwn() {
    ByteBuffer small = marked(MB - 1, 1);
    room.reuse();

    assertEquals(0, room.take(MB - 1).get(0));
    assertEquals(1, small.get(0));
  }

  /** Room for a value with something at its beginning. */
  private ByteBuffer marked(int size, int mark) {
    return room.take(size).put(0, (byte) mark);
  }
}
