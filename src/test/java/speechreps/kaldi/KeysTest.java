package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which keys are allowed, and how they are sorted. */
class KeysTest {
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
    keys.sort(Keys.BYTE_ORDER);
    assertEquals(byBytes, keys);
  }

  @Test
  void aKeyMayHoldAnyPrintableCharacter() {
    assertNull(Keys.fault("sp1.0-utt_3:é/4"));
  }

  @Test
  void anEmptyKeyIsAFault() {
    assertEquals("a key must not be empty", Keys.fault(""));
  }

  @Test
  void aTabIsAFault() {
    assertEquals(
        "a key must have neither blanks nor control characters, got U+0009 in \"a?b\"",
        Keys.fault("a\tb"));
  }
}
