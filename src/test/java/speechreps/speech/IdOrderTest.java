package speechreps.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of {@code LC_ALL=C sort}. */
class IdOrderTest {
  @Test
  void theOrderIsThatOfUtf8Bytes() {
    List<String> keys =
        new ArrayList<>(
            List.of("a", "B", "a-b", "a_b", "aa", "", "é", "\uffee", "\ud83d\ude00", "\ue000x"));
    List<String> byBytes = new ArrayList<>(keys);
    byBytes.sort(
        (left, right) ->
            Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)));
    keys.sort(IdOrder.INSTANCE);
    assertEquals(byBytes, keys);
  }
}
