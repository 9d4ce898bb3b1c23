package speechreps.dsp;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * Options of {@link Spectrogram}; names and defaults of Kaldi's {@code compute-spectrogram-feats}.
 *
 * @param frame how the signal is cut into frames
 * @param energy the energy is always used, so {@code use-energy} is no option here
 * @param subtractMean whether the mean of each column over the utterance is subtracted; {@code
 *     subtract-mean}
 */
public record SpectrogramOptions(FrameOptions frame, EnergyOptions energy, boolean subtractMean)
    implements Serializable {
  /** Checks that the energy is used. */
  public SpectrogramOptions {
    if (!energy.useEnergy()) {
      throw new IllegalArgumentException(
          "a spectrogram always uses the energy, got use-energy off");
    }
  }

  /** 257 columns at 16 kHz; no dither. */
  public static SpectrogramOptions kaldiDefaults() {
    return fromKaldi(Map.of());
  }

  /**
   * Kaldi's defaults with the given options replaced.
   *
   * @param kaldiOptions values by Kaldi's option names without dashes in front
   * @throws IllegalArgumentException naming the option that is unknown or whose value is wrong
   */
  public static SpectrogramOptions fromKaldi(Map<String, String> kaldiOptions) {
    OptionValues values = new OptionValues(kaldiOptions);
    SpectrogramOptions options = from(values);
    values.refuseUnknown("spectrograms");
    return options;
  }

  /** The names that {@link #fromKaldi} knows. */
  public static Set<String> keys() {
    OptionValues values = new OptionValues(Map.of());
    from(values);
    return values.known();
  }

  private static SpectrogramOptions from(OptionValues values) {
    EnergyOptions energy =
        new EnergyOptions(true, values.real("energy-floor", 0f), values.flag("raw-energy", true));
    return new SpectrogramOptions(
        FrameOptions.from(values), energy, values.flag("subtract-mean", false));
  }

  /**
   * The options by their Kaldi names, such that {@link #fromKaldi} and Kaldi read them back; see
   * {@link FbankOptions#toKaldi} for what may be missing.
   */
  public Map<String, String> toKaldi() {
    Map<String, String> options = frame.toKaldi();
    options.putAll(energy.toKaldi());
    options.remove("use-energy");
    if (subtractMean) {
      options.put("subtract-mean", "true");
    }
    return options;
  }

  /** Columns: from 0 Hz to the Nyquist frequency, both included. */
  public int dim() {
    return frame.paddedWindowSize() / 2 + 1;
  }
}
