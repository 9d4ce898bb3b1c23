package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatsTest {
  /** Bits by {@code numpy.float32(x).astype(numpy.float16).view(numpy.uint16)}. */
  @ParameterizedTest
  @CsvSource({
    "0,0000",
    "-0.0,8000",
    "1,3c00",
    "-2,c000",
    "0.1,2e66",
    "65504,7bff",
    "65519.996,7bff",
    "65520,7c00",
    "-1e9,fc00",
    "Infinity,7c00",
    "6.1035156e-5,0400",
    "6.09755516e-5,03ff",
    "6.1019e-5,0400",
    "5.9604645e-8,0001",
    "2.9802322e-8,0000",
    "2.9802326e-8,0001",
    "1.00048828,3c00",
    "1.00146484,3c02",
    "2049,6800",
    "2051,6802",
    "1e-40,0000"
  })
  void valuesAreRoundedToTheNearestAndToTheEvenOfTwo(float value, String bits) {
    assertEquals(bits, String.format("%04x", HalfFloats.of(value) & 0xffff));
  }

  @Test
  void notANumberStaysOne() {
    assertEquals((short) 0x7e00, HalfFloats.of(Float.NaN));
  }
}
