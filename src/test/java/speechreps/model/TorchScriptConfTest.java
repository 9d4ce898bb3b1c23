package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchScriptConfTest {
  private static final Map<String, String> LEAST =
      Map.of("min-samples", "400", "frame-shift", "20");

  @Test
  void mostLinesHaveDefaults() {
    TorchScriptConf conf = TorchScriptConf.of(LEAST);

    assertEquals(new ModelInput.Samples(16000, true), conf.input());
    assertEquals(TorchScriptConf.InputAxes.BT, conf.inputAxes());
    assertEquals(TorchScriptConf.OutputAxes.BTD, conf.outputAxes());
    assertEquals(320, conf.stride());
    assertEquals(Integer.MAX_VALUE, conf.maxRows());
    assertFalse(conf.lengths());
    assertFalse(conf.batchSafe());
  }

  @Test
  void aShiftCountsRowsOfTheFrontEnd() {
    TorchScriptConf conf =
        TorchScriptConf.of(
            Map.of(
                "input", "mfcc",
                "feature-dim", "13",
                "frontend.frame-shift", "12.5",
                "min-frames", "3",
                "max-frames", "900",
                "frame-shift", "37.5"));

    assertEquals(3, conf.stride());
    assertEquals(900, conf.maxRows());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "min-samples|x|--model-conf: min-samples must be a whole number, got x",
        "frame-shift|0|--model-conf: frame-shift must be a number above 0, got 0",
        "frame-shift|0.1|--model-conf: frame-shift must be a whole number of input rows, got 1.6",
        "lengths|yes|--model-conf: lengths must be true or false, got yes",
        "output-axes|tbd|--model-conf: output-axes must be btd or bdt or bd, got tbd",
        "input-axes|btd|--model-conf: input-axes must be bt or b1t, got btd",
        "input|plp|--model-conf: input must be raw, raw-int16, fbank, mfcc or spectrogram, got plp",
        "input|fbank|--model-conf: feature-dim must be a whole number, but there is no such line",
        "max-samples|399|--model-conf: max-samples must be at least min-samples, got 399 and 400",
        "normalize|true|--model-conf: normalize does not go with an input of raw",
        "frontend.dither|0|--model-conf: frontend.dither does not go with an input of raw",
        "batch-safe|true|--model-conf: batch-safe=true needs lengths=true and output-lengths:"
            + " without them padding cannot be told from what is real"
      })
  void aWrongLineIsNamed(String key, String value, String message) {
    Map<String, String> lines = new HashMap<>(LEAST);
    lines.put(key, value);
    assertRefused(lines, message);
  }

  @Test
  void missingLinesAreNamed() {
    assertRefused(
        Map.of("frame-shift", "20"),
        "--model-conf: min-samples must be a whole number, but there is no such line");
    assertRefused(
        Map.of("min-samples", "400"),
        "--model-conf: frame-shift must be a number above 0, but there is no such line");
  }

  @Test
  void anUnknownLineIsRefusedWithTheKnownOnes() {
    assertRefused(
        Map.of("stride", "320"),
        "--model-conf has no line stride: expected some of batch-safe, feature-dim, frame-shift,"
            + " frontend-config, input, input-axes, lengths, max-frames, max-samples, min-frames,"
            + " min-samples, normalize, output, output-axes, output-lengths, sample-rate");
  }

  private static void assertRefused(Map<String, String> lines, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> TorchScriptConf.of(lines));
    assertEquals(message, e.getMessage());
  }
}
