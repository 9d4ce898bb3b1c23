package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvLayersTest {
  private static final ConvLayer A = new ConvLayer(512, 10, 5);
  private static final ConvLayer B = new ConvLayer(16, 1, 1);

  @Test
  void aListOfLayersIsRead() {
    assertEquals(List.of(A, B), ConvLayers.parse("[(512, 10, 5), (16, 1, 1)]"));
  }

  @Test
  void blanksAndTrailingCommasDoNotMatter() {
    assertEquals(List.of(A, B), ConvLayers.parse(" [\n(512,10,5,) ,( 16 , 1 , 1 ), ]\t"));
  }

  @Test
  void listsAreRepeatedBeforeTheyAreJoined() {
    assertEquals(
        List.of(A, B, B, A, A, A, A),
        ConvLayers.parse("[(512, 10, 5)] + [(16, 1, 1)] * 2 + [(512, 10, 5)] * 2*2 + []"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(1, 2, 3)|[|0",
        "[(1, 2)]|,|6",
        "[(1, 2, 3, 4)]|)|11",
        "[(1, 2, 3) (1, 2, 3)]|,|11",
        "[(1, 2, 3)|,|10",
        "[(1, 2, 3)] - [(1, 2, 3)]|the end|12",
        "[(0, 2, 3)]|a number from 1 to 999999999|2",
        "[(-1, 2, 3)]|a number from 1 to 999999999|2",
        "[(1.5, 2, 3)]|,|3",
        "[(x, 2, 3)]|a number from 1 to 999999999|2",
        "[(1, 2, 9999999999)]|a number from 1 to 999999999|8",
        "[(1, 2, 3)] * 100000|at most 1000 layers before it|20",
        "__import__('os')|[|0"
      })
  void anythingElseIsRefusedWithItsCharacter(String text, String expected, int character) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ConvLayers.parse(text));

    assertEquals(
        "expected " + expected + " at character " + character + " of " + text, e.getMessage());
  }

  @Test
  void noLayersAtAllAreRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ConvLayers.parse("[]"));

    assertEquals("expected 1 to 1000 layers, got 0 in []", e.getMessage());
  }
}
