package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ArgumentsTest {
  @Test
  void givesEachSettingByItsType() throws CheckpointException {
    Arguments arguments = of("s", "text", "i", 3L, "b", true, "d", 0.5);

    assertEquals("text", arguments.string("s"));
    assertEquals(3, arguments.integer("i"));
    assertEquals(true, arguments.bool("b"));
    assertEquals(0.5, arguments.decimal("d"));
    assertEquals(3.0, arguments.decimal("i"));
  }

  @Test
  void aDefaultStandsForWhatIsMissing() throws CheckpointException {
    Arguments arguments = of();

    assertEquals("x", arguments.string("a", "x"));
    assertEquals(1, arguments.integer("a", 1));
    assertEquals(true, arguments.bool("a", true));
    assertEquals(0.5, arguments.decimal("a", 0.5));
  }

  @Test
  void aMissingSettingIsNamed() {
    assertProblem("expected a string, got no such argument", () -> of().string("a"));
  }

  @Test
  void aSettingOfAnotherTypeIsRefusedWithADefaultToo() {
    assertProblem("expected True or False, got an integer", () -> of("a", 1L).bool("a", true));
    assertProblem("expected a decimal, got a string", () -> of("a", "1").decimal("a"));
    assertProblem(
        "expected an integer of at most 64 bits, got None", () -> of("a", null).integer("a", 1));
    assertProblem(
        "expected an integer of at most 64 bits, got an integer",
        () -> of("a", BigInteger.ONE.shiftLeft(64)).integer("a"));
  }

  private static Arguments of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return new Arguments("m.pt", "args", values);
  }

  private static void assertProblem(String problem, Executable call) {
    CheckpointException e = assertThrows(CheckpointException.class, call);
    assertEquals("m.pt: argument a of args: " + problem, e.getMessage());
  }
}
