package speechreps.kaldi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are written as C++ streams of precision 7 write them. */
class TextNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-2.5, -2.5",
    "0.1, 0.1",
    "100, 100",
    "1234567, 1234567",
    "12345678, 1.234568e+07",
    "9999999.6, 1e+07",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "0.00012345678, 0.0001234568",
    "1e100, 1e+100",
    "-1.5e-300, -1.5e-300",
    "1000000.5, 1000000",
    "1000001.5, 1000002"
  })
  void aNumberHasSevenSignificantDigits(double number, String expected) {
    assertEquals(expected, TextNumbers.format(number));
  }

  @Test
  void zeroKeepsItsSign() {
    assertEquals("0", TextNumbers.format(0.0));
    assertEquals("-0", TextNumbers.format(-0.0));
  }

  @Test
  void whatIsNotFiniteHasAName() {
    assertEquals("nan", TextNumbers.format(Double.NaN));
    assertEquals("inf", TextNumbers.format(Double.POSITIVE_INFINITY));
    assertEquals("-inf", TextNumbers.format(Double.NEGATIVE_INFINITY));
  }

  @Test
  void floatsAreRoundedFromTheirExactValue() {
    assertEquals("20.58828", TextNumbers.format(20.588284f));
    assertEquals("0.1", TextNumbers.format(0.1f));
  }
}
