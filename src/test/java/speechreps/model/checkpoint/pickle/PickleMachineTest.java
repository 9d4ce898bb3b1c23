package speechreps.model.checkpoint.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.checkpoint.PickleBuilder;

/** What each family of opcodes builds. Opcodes are written as pickletools shows them. */
class PickleMachineTest {
  private final PickleBytes pickles;

  PickleMachineTest(@TempDir Path folder) {
    pickles = new PickleBytes(folder);
  }

  @Test
  void noneTrueAndFalse() throws IOException {
    assertNull(pickles.run("N"));
    assertEquals(true, pickles.run("\u0088"));
    assertEquals(false, pickles.run("\u0089"));
    assertEquals(true, pickles.run("I01\n"));
    assertEquals(false, pickles.run("I00\n"));
  }

  @Test
  void integersOfEveryWidth() throws IOException {
    assertEquals(255L, pickles.run("K\u00ff"));
    assertEquals(65535L, pickles.run("M\u00ff\u00ff"));
    assertEquals(-1L, pickles.run("J\u00ff\u00ff\u00ff\u00ff"));
    assertEquals(-42L, pickles.run("I-42\n"));
    assertEquals(7L, pickles.run("L7L\n"));
  }

  @Test
  void longIntegersAreTwosComplement() throws IOException {
    assertEquals(0L, pickles.run("\u008a\0"));
    assertEquals(-128L, pickles.run("\u008a\1\u0080"));
    assertEquals(128L, pickles.run("\u008a\2\u0080\0"));
    assertEquals(
        Long.MAX_VALUE,
        pickles.run("\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f"));
    assertEquals(BigInteger.ONE.shiftLeft(64), pickles.run("\u008b\t\0\0\0\0\0\0\0\0\0\0\0\1"));
  }

  @Test
  void decimalsAreBigEndianOrText() throws IOException {
    assertEquals(1.5, pickles.run("G?\u00f8\0\0\0\0\0\0"));
    assertEquals(-0.25, pickles.run("F-0.25\n"));
  }

  @Test
  void stringsOfEveryProtocol() throws IOException {
    assertEquals("ab", pickles.run("S'ab'\n"));
    assertEquals("ab", pickles.run("T\2\0\0\0ab"));
    assertEquals("\u00e9", pickles.run("U\1\u00e9"));
    assertEquals("ab", pickles.run("Vab\n"));
    assertEquals("\u00e9", pickles.run("X\2\0\0\0\u00c3\u00a9"));
    assertEquals("ab", pickles.run("\u008c\2ab"));
    assertEquals("ab", pickles.run("\u008d\2\0\0\0\0\0\0\0ab"));
  }

  @Test
  void bytesAreOpaque() throws IOException {
    assertEquals("builtins.bytes", className(pickles.run("C\2ab")));
    assertEquals("builtins.bytes", className(pickles.run("B\2\0\0\0ab")));
    assertEquals("builtins.bytes", className(pickles.run("\u008e\2\0\0\0\0\0\0\0ab")));
    assertEquals("builtins.bytearray", className(pickles.run("\u0096\2\0\0\0\0\0\0\0ab")));
  }

  @Test
  void aVeryLongStringIsOpaque() throws IOException {
    String text = "x".repeat(PickleLiterals.MAX_TEXT_BYTES + 1);

    assertEquals(
        "builtins.str", className(pickles.run(new PickleBuilder(false).value(text).stop())));
  }

  @Test
  void listsAndTuples() throws IOException {
    assertEquals(List.of(1L, 2L, 3L), pickles.run("]K\1a(K\2K\3e"));
    assertEquals(List.of(1L, 2L), pickles.run("(K\1K\2l"));
    assertEquals(List.of(), pickles.run(")"));
    assertEquals(List.of(1L), pickles.run("K\1\u0085"));
    assertEquals(List.of(1L, 2L), pickles.run("K\1K\2\u0086"));
    assertEquals(List.of(1L, 2L, 3L), pickles.run("K\1K\2K\3\u0087"));
    assertEquals(Arrays.asList(null, 2L), pickles.run("(NK\2t"));
  }

  @Test
  void dicts() throws IOException {
    Map<String, Long> expected = Map.of("a", 1L, "b", 2L);

    assertEquals(expected, pickles.run("}U\1aK\1s(U\1bK\2u"));
    assertEquals(expected, pickles.run("(U\1aK\1U\1bK\2d"));
  }

  @Test
  void orderedAndDefaultDictsAreDicts() throws IOException {
    Map<String, Long> expected = Map.of("a", 1L);

    assertEquals(expected, pickles.run("ccollections\nOrderedDict\n)RU\1aK\1s"));
    assertEquals(expected, pickles.run("ccollections\nOrderedDict\n]]U\1aaK\1aa\u0085R"));
    assertEquals(
        expected, pickles.run("ccollections\ndefaultdict\nc__builtin__\nlist\n\u0085RU\1aK\1s"));
  }

  @Test
  void theAttributesOfADictAreDropped() throws IOException {
    assertEquals(
        Map.of("a", 1L), pickles.run("ccollections\nOrderedDict\n)RU\1aK\1s}U\t_metadataNsb"));
  }

  @Test
  void keysThatAreNotStringsAreWrapped() throws IOException {
    Map<?, ?> dict = assertInstanceOf(Map.class, pickles.run("}K\7U\1as"));

    PickleKey key = assertInstanceOf(PickleKey.class, dict.keySet().iterator().next());
    assertEquals(7L, key.value());
  }

  @Test
  void setsAreOpaque() throws IOException {
    assertEquals("builtins.set", className(pickles.run("\u008f(K\1K\2\u0090")));
    assertEquals("builtins.frozenset", className(pickles.run("(K\1K\2\u0091")));
  }

  @Test
  void theMemoGivesTheSameValueAgain() throws IOException {
    List<List<Long>> expected = List.of(List.of(1L), List.of(1L));

    assertEquals(expected, pickles.run("(]q\5K\1ah\5t"));
    assertEquals(expected, pickles.run("(]r\0\1\0\0K\1aj\0\1\0\0t"));
    assertEquals(expected, pickles.run("(]p300\nK\1ag300\nt"));
    assertEquals(expected, pickles.run("(]\u0094K\1ah\0t"));
  }

  @Test
  void popAndDup() throws IOException {
    assertEquals(1L, pickles.run("K\1K\u00020"));
    assertEquals(1L, pickles.run("K\1(K\2K\u00031"));
    assertEquals(1L, pickles.run("K\1(0"));
    assertEquals(List.of(1L, 1L), pickles.run("K\u00012\u0086"));
  }

  @Test
  void framesAndProtocolsAreNothing() throws IOException {
    assertEquals(1L, pickles.run("\u0080\4\u0095\3\0\0\0\0\0\0\0K\1"));
  }

  @Test
  void unknownClassesAreOpaqueHoweverTheyAreMade() throws IOException {
    assertEquals("m.C", className(pickles.run("cm\nC\n)R")));
    assertEquals("m.C", className(pickles.run("cm\nC\n)\u0081")));
    assertEquals("m.C", className(pickles.run("cm\nC\n)}\u0092")));
    assertEquals("m.C", className(pickles.run("(im\nC\n")));
    assertEquals("m.C", className(pickles.run("(cm\nC\nK\1o")));
    assertEquals("m.C", className(pickles.run("U\1mU\1C\u0093)R")));
    assertEquals(
        "m.C",
        className(pickles.run("ccopy_reg\n_reconstructor\ncm\nC\nc__builtin__\nobject\nN\u0087R")));
  }

  @Test
  void anObjectHasTheAttributesOfItsState() throws IOException {
    PickleObject object =
        assertInstanceOf(PickleObject.class, pickles.run("cm\nC\n)\u0081}U\1aK\1sb"));

    assertEquals(Map.of("a", 1L), object.attributes());
  }

  @Test
  void itemsOfAnOpaqueObjectAreDropped() throws IOException {
    assertEquals("m.C", className(pickles.run("cm\nC\n)\u0081K\1a(K\2eU\1aK\1s(U\1bK\2u")));
  }

  @Test
  void nothingIsCalledThatThePickleNames() throws IOException {
    assertEquals(
        "java.lang.Runtime", className(pickles.run("cjava.lang\nRuntime\nU\4exit\u0085R")));
    assertEquals("posix.system", className(pickles.run("cposix\nsystem\nU\4exit\u0085R")));
  }

  @Test
  void theResolverIsAskedForCallsAndForPersistentIds() throws IOException {
    List<String> asked = new ArrayList<>();
    PickleResolver resolver =
        new PickleResolver() {
          @Override
          public @Nullable Object construct(
              PickleGlobal callable, List<@Nullable Object> arguments, long byteOffset) {
            asked.add(callable.qualifiedName() + arguments + " at " + byteOffset);
            return "made";
          }

          @Override
          public @Nullable Object persistent(@Nullable Object id, long byteOffset) {
            asked.add(id + " at " + byteOffset);
            return "found";
          }
        };

    Object value =
        pickles.run(
            new PickleBuilder(false).op("cm\nC\nK\1\u0085RK\2QPx\n\u0087").stop(), resolver);

    assertEquals(List.of("made", "found", "found"), value);
    assertEquals(List.of("m.C[1] at 8", "2 at 11", "x at 12"), asked);
  }

  private static String className(@Nullable Object value) {
    return assertInstanceOf(PickleObject.class, value).className();
  }
}
