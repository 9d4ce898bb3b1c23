package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Options written by Kaldi's names. */
class OptionsToKaldiTest {
  private static final List<String> FRAME =
      List.of(
          "sample-frequency=16000",
          "frame-shift=10",
          "frame-length=25",
          "dither=0",
          "preemphasis-coefficient=0.97",
          "remove-dc-offset=true",
          "window-type=povey",
          "round-to-power-of-two=true",
          "blackman-coeff=0.42",
          "snip-edges=true",
          "allow-downsample=false",
          "allow-upsample=false");
  private static final List<String> MEL =
      List.of("num-mel-bins=23", "low-freq=20", "high-freq=0", "vtln-low=100", "vtln-high=-500");

  @Test
  void filterBanksTellEveryOption() {
    assertEquals(
        lines(
            List.of(
                FRAME,
                MEL,
                List.of("use-energy=false", "energy-floor=0", "raw-energy=true"),
                List.of("htk-compat=false", "use-log-fbank=true", "use-power=true"))),
        lines(FbankOptions.kaldiDefaults().toKaldi()));
  }

  @Test
  void cepstraTellEveryOption() {
    assertEquals(
        lines(
            List.of(
                FRAME,
                MEL,
                List.of("use-energy=true", "energy-floor=0", "raw-energy=true"),
                List.of("num-ceps=13", "cepstral-lifter=22", "htk-compat=false"))),
        lines(MfccOptions.kaldiDefaults().toKaldi()));
  }

  @Test
  void spectrogramsTellEveryOption() {
    assertEquals(
        lines(List.of(FRAME, List.of("energy-floor=0", "raw-energy=true"))),
        lines(SpectrogramOptions.kaldiDefaults().toKaldi()));
  }

  @Test
  void warpingAndMeanAreToldOnlyWhereTheyChangeSomething() {
    Map<String, String> options =
        FbankOptions.fromKaldi(Map.of("vtln-warp", "1.1", "subtract-mean", "true")).toKaldi();
    assertEquals("1.1", options.get("vtln-warp"));
    assertEquals("true", options.get("subtract-mean"));
  }

  @Test
  void whatIsToldIsReadBackAsTheSame() {
    Map<String, String> odd =
        Map.ofEntries(
            Map.entry("sample-frequency", "11025"),
            Map.entry("frame-shift", "12.5"),
            Map.entry("frame-length", "31.999998"),
            Map.entry("dither", "0.00001"),
            Map.entry("window-type", "hamming"),
            Map.entry("remove-dc-offset", "false"),
            Map.entry("snip-edges", "false"),
            Map.entry("energy-floor", "16777220"),
            Map.entry("raw-energy", "false"),
            Map.entry("subtract-mean", "true"));
    SpectrogramOptions spectrogram = SpectrogramOptions.fromKaldi(odd);
    FbankOptions fbank = FbankOptions.fromKaldi(odd);
    MfccOptions mfcc = MfccOptions.fromKaldi(odd);
    assertEquals(spectrogram, SpectrogramOptions.fromKaldi(spectrogram.toKaldi()));
    assertEquals(fbank, FbankOptions.fromKaldi(fbank.toKaldi()));
    assertEquals(mfcc, MfccOptions.fromKaldi(mfcc.toKaldi()));
  }

  private static String lines(List<List<String>> groups) {
    return groups.stream().flatMap(List::stream).collect(Collectors.joining("\n"));
  }

  private static String lines(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining("\n"));
  }
}
