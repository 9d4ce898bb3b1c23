package speechreps.model.checkpoint.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.model.checkpoint.PickleBuilder;

/** Pickles that are wrong, or ask for more than any checkpoint needs. */
class DamagedPickleTest {
  private final PickleBytes pickles;

  DamagedPickleTest(@TempDir Path folder) {
    pickles = new PickleBytes(folder);
  }

  @Test
  void anUnknownOpcode() {
    assertProblem("byte 1: damaged pickle: unknown opcode 0xff", "N\u00ff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0082\1", "\u0083\1\1", "\u0084\1\1\1\1", "\u0097", "\u0098"})
  void registeredExtensionsAndOutsideBuffersAreUnknown(String opcode) {
    String code = Integer.toHexString(opcode.charAt(0));
    assertProblem("byte 0: damaged pickle: unknown opcode 0x" + code, opcode);
  }

  @Test
  void aProtocolOfTheFuture() {
    assertProblem("byte 0: damaged pickle: expected a protocol of at most 5, got 6", "\u0080\6N");
  }

  @Test
  void aFileThatEndsWithinAnArgument() {
    assertProblem("byte 1: file is cut off: expected 4 bytes, got only 2 bytes", "J\0");
  }

  @Test
  void aLengthBeyondTheFile() {
    assertProblem(
        "byte 5: file is cut off: expected 4294967295 bytes, got only 2 bytes",
        "X\u00ff\u00ff\u00ff\u00ffa");
    assertProblem(
        "byte 9: file is cut off: expected 18446744073709551615 bytes, got only 1 bytes",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff");
    assertProblem("byte 5: file is cut off: expected 256 bytes, got only 1 bytes", "B\0\1\0\0");
  }

  @Test
  void aHugeInteger() {
    assertProblem(
        "byte 5: damaged pickle: expected an integer of at most 1024 bytes, got 4294967295",
        "\u008b\u00ff\u00ff\u00ff\u00ff");
  }

  @Test
  void textThatIsNoNumber() {
    assertProblem("byte 1: damaged pickle: expected a number", "Ix\n");
    assertProblem("byte 1: damaged pickle: expected a number", "L" + "1".repeat(2000) + "\n");
  }

  @Test
  void anEndlessLine() {
    assertProblem(
        "byte 1: damaged pickle: expected a line of at most 65536 bytes", "c" + "x".repeat(70000));
  }

  @Test
  void anEmptyStack() {
    assertProblem("byte 0: damaged pickle: expected a value on the stack, got none", "0");
    assertProblem("byte 2: damaged pickle: expected a value on the stack, got none", "N(\u0085");
    assertProblem("byte 1: damaged pickle: expected a mark on the stack, got none", "]e");
  }

  @Test
  void aValueThatWasNeverRemembered() {
    assertProblem("byte 0: damaged pickle: value 3 was never remembered", "h\3");
  }

  @Test
  void itemsPutIntoWhatHoldsNone() {
    assertProblem(
        "byte 4: damaged pickle: expected a list to append to, got an integer", "K\1K\2a");
    assertProblem("byte 3: damaged pickle: expected a list to append to, got a list", ")K\1a");
    assertProblem("byte 3: damaged pickle: expected a dict to put items into, got a list", "]NNs");
    assertProblem("byte 3: damaged pickle: expected keys and values in turns, got 1 items", "}(Nu");
  }

  @Test
  void argumentsThatAreNoTuple() {
    assertProblem("byte 6: damaged pickle: expected a tuple of arguments, got None", "cm\nC\nNR");
  }

  @Test
  void aClassWithoutAName() {
    assertProblem("byte 2: damaged pickle: expected the name of a class, got None", "NN\u0093");
  }

  @Test
  void aListThatHoldsItself() {
    assertProblem("byte 0: expected plain data, got a list or dict that holds itself", "]q\0h\0a");
  }

  @Test
  void listsWithinListsWithoutEnd() {
    String opcodes = "]".repeat(201) + "a".repeat(200);
    assertProblem("byte 0: expected at most 200 lists and dicts in each other, got more", opcodes);
  }

  @Test
  void aMillionListsWithinListsAreRefusedToo() {
    String opcodes = "]".repeat(1_000_000) + "a".repeat(999_999);
    assertProblem("byte 0: expected at most 200 lists and dicts in each other, got more", opcodes);
  }

  @Test
  void listsThatDoubleAtEachStepTakeNoTime() throws IOException {
    // 100 lists, each with the one before in it twice: 2^100 ways through them.
    StringBuilder opcodes = new StringBuilder("]q\0");
    for (int i = 0; i < 100; i++) {
      opcodes.append("0](h\0h\0eq\0");
    }
    assertEquals(2, assertInstanceOf(List.class, pickles.run(opcodes.toString())).size());
  }

  @Test
  void moreOpcodesThanAnyCheckpointHas() {
    assertProblem(
        "byte 2097152: expected a pickle of at most 2097152 opcodes, got more",
        "N".repeat(PickleMachine.MAX_OPCODES + 1));
  }

  @Test
  void copiesCountAsOpcodes() {
    // A list of 4096 pairs, made into a dict again and again.
    String pairs = "](" + "](NNe".repeat(4096) + "e\u0085q\0";
    String again = "0ccollections\nOrderedDict\nh\0R";
    assertProblem(
        "byte 35188: expected a pickle of at most 2097152 opcodes, got more",
        pairs + again.repeat(1000));
  }

  @Test
  void moreTextThanAnyCheckpointHas() {
    PickleBuilder pickle = new PickleBuilder(false);
    for (int i = 0; i < 257; i++) {
      pickle.value("x".repeat(PickleLiterals.MAX_TEXT_BYTES)).op("0");
    }
    IOException e = assertThrows(IOException.class, () -> pickles.run(pickle));
    assertEquals(
        "byte 16778757: expected at most 16777216 bytes of strings and integers in a pickle, got"
            + " more",
        e.getMessage());
  }

  private void assertProblem(String message, String opcodes) {
    IOException e = assertThrows(IOException.class, () -> pickles.run(opcodes));
    assertEquals(message, e.getMessage());
  }
}
