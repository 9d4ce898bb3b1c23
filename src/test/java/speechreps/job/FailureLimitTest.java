package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureLimitTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, false",
    "0, 1, 10, true",
    "2, 2, 10, false",
    "2, 3, 10, true",
    "10%, 1, 10, false",
    "10%, 2, 10, true",
    "0.5%, 5, 1000, false",
    "0.5%, 6, 1000, true",
    "0%, 1, 10, true",
    "100%, 10, 10, false",
  })
  void runFailsWithMoreFailuresThanAllowed(
      String limit, long failed, long total, boolean exceeded) {
    assertEquals(exceeded, FailureLimit.parse(limit).isExceeded(failed, total));
  }

  @Test
  void withoutLimitOnlyARunWithoutAnySuccessFails() {
    assertFalse(FailureLimit.ONLY_TOTAL.isExceeded(0, 10));
    assertFalse(FailureLimit.ONLY_TOTAL.isExceeded(9, 10));
    assertTrue(FailureLimit.ONLY_TOTAL.isExceeded(10, 10));
    assertFalse(FailureLimit.ONLY_TOTAL.isExceeded(0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ten", "-1", "1.5", "101%", "-1%", "%", "NaN%"})
  void otherTextIsRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> FailureLimit.parse(text));

    assertEquals(
        "expected a count such as 10 or a share such as 0.5%, got '" + text + "'", e.getMessage());
  }
}
