package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Which keys are allowed. */
class KeysTest {
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
