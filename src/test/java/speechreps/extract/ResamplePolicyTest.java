package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import speechreps.dsp.FbankOptions;
import speechreps.dsp.FrameOptions;

/** Which rates are converted. */
class ResamplePolicyTest {
  @Test
  void theRightRateIsAlwaysAllowed() {
    assertTrue(ResamplePolicy.ERROR.allows(16000, 16000));
  }

  @Test
  void downAllowsHigherRatesOnly() {
    assertTrue(ResamplePolicy.DOWN.allows(44100, 16000));
    assertFalse(ResamplePolicy.DOWN.allows(8000, 16000));
  }

  @Test
  void upAllowsLowerRatesOnly() {
    assertTrue(ResamplePolicy.UP.allows(8000, 16000));
    assertFalse(ResamplePolicy.UP.allows(44100, 16000));
  }

  @Test
  void kaldisOptionsAddToThePolicy() {
    assertEquals(ResamplePolicy.DOWN, ResamplePolicy.ERROR.or(with("allow-downsample")));
    assertEquals(ResamplePolicy.UP, ResamplePolicy.ERROR.or(with("allow-upsample")));
    assertEquals(ResamplePolicy.AUTO, ResamplePolicy.UP.or(with("allow-downsample")));
    assertEquals(ResamplePolicy.ERROR, ResamplePolicy.ERROR.or(FrameOptions.kaldiDefaults()));
  }

  private static FrameOptions with(String option) {
    return FbankOptions.fromKaldi(Map.of(option, "true")).frame();
  }
}
