package speechreps.dsp;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mel filter bank: how many bins over which frequencies, and their vocal-tract-length warping.
 *
 * <p>Names and defaults are those of Kaldi's {@code MelBanksOptions} as its programs set them.
 * Whether the frequencies fit the sampling rate is checked by {@link MelBanks}, which knows it.
 *
 * @param numMelBins {@code num-mel-bins}
 * @param lowFreqHz lower end of the first bin; {@code low-freq}
 * @param highFreqHz upper end of the last bin; 0 or less is counted from the Nyquist frequency;
 *     {@code high-freq}
 * @param vtlnLowHz lower cutoff of the warping; {@code vtln-low}
 * @param vtlnHighHz upper cutoff; below 0 it is counted from the Nyquist frequency; {@code
 *     vtln-high}
 * @param vtlnWarp the warping factor, 1 for none; {@code vtln-warp}
 */
public record MelOptions(
    int numMelBins,
    float lowFreqHz,
    float highFreqHz,
    float vtlnLowHz,
    float vtlnHighHz,
    float vtlnWarp)
    implements Serializable {
  private static final int MIN_MEL_BINS = 3;

  /** Checks what can be checked without the sampling rate. */
  public MelOptions {
    if (numMelBins < MIN_MEL_BINS) {
      throw new IllegalArgumentException(
          "option num-mel-bins must be at least " + MIN_MEL_BINS + ", got " + numMelBins);
    }
    if (!(vtlnWarp > 0)) {
      throw new IllegalArgumentException("option vtln-warp must be above 0, got " + vtlnWarp);
    }
  }

  /** 23 bins from 20 Hz to the Nyquist frequency, without warping. */
  public static MelOptions kaldiDefaults() {
    return new MelOptions(23, 20f, 0f, 100f, -500f, 1f);
  }

  static MelOptions from(OptionValues values) {
    MelOptions defaults = kaldiDefaults();
    values.ignore("debug-mel");
    return new MelOptions(
        values.integer("num-mel-bins", defaults.numMelBins),
        values.real("low-freq", defaults.lowFreqHz),
        values.real("high-freq", defaults.highFreqHz),
        values.real("vtln-low", defaults.vtlnLowHz),
        values.real("vtln-high", defaults.vtlnHighHz),
        values.real("vtln-warp", defaults.vtlnWarp));
  }

  /** The options by their Kaldi names; see {@link FbankOptions#toKaldi} for what may be missing. */
  Map<String, String> toKaldi() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("num-mel-bins", Integer.toString(numMelBins));
    options.put("low-freq", OptionValues.text(lowFreqHz));
    options.put("high-freq", OptionValues.text(highFreqHz));
    options.put("vtln-low", OptionValues.text(vtlnLowHz));
    options.put("vtln-high", OptionValues.text(vtlnHighHz));
    if (vtlnWarp != 1) {
      options.put("vtln-warp", OptionValues.text(vtlnWarp));
    }
    return options;
  }

  /** The upper end in Hz, counted from 0. */
  float highFreqHz(float nyquistHz) {
    return highFreqHz > 0 ? highFreqHz : nyquistHz + highFreqHz;
  }

  /** The upper cutoff of the warping in Hz, counted from 0. */
  float vtlnHighHz(float nyquistHz) {
    return vtlnHighHz < 0 ? nyquistHz + vtlnHighHz : vtlnHighHz;
  }
}
