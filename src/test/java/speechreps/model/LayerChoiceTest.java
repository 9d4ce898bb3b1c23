package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerChoiceTest {
  @Test
  void theLastLayerIsTheDefault() {
    assertEquals(List.of(12), LayerChoice.parse(null, 12));
    assertEquals(List.of(12), LayerChoice.parse("last", 12));
  }

  @Test
  void aNumberIsALayerAndZeroWhatGoesIntoTheFirst() {
    assertEquals(List.of(7), LayerChoice.parse("7", 12));
    assertEquals(List.of(0), LayerChoice.parse("0", 12));
    assertEquals(List.of(12), LayerChoice.parse("12", 12));
  }

  @Test
  void severalComeInAscendingOrderAndOnce() {
    assertEquals(List.of(3, 6, 9), LayerChoice.parse("9, 3,6,3", 12));
  }

  @Test
  void allIncludesWhatGoesIntoTheFirst() {
    assertEquals(List.of(0, 1, 2), LayerChoice.parse("all", 2));
  }

  @Test
  void aChoiceIsSpelledLikeTheOption() {
    assertEquals("3,6,9", LayerChoice.describe(List.of(3, 6, 9)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "-1", "", "3,,6", "3,13", "first", "3,last", "99999999999"})
  void whatDoesNotExistIsRefusedWithWhatDoes(String choice) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> LayerChoice.parse(choice, 12));

    assertEquals(
        "--layer must be last, all, a number from 0 to 12 or several like 0,12, got " + choice,
        e.getMessage());
  }
}
