package speechreps.dsp;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * Options of {@link Mfcc}; names and defaults of Kaldi's {@code compute-mfcc-feats}.
 *
 * @param frame how the signal is cut into frames
 * @param mel the bins
 * @param energy whether and how the log energy replaces C0
 * @param numCeps columns, C0 or the energy among them; {@code num-ceps}
 * @param cepstralLifter Q in the lifter {@code 1 + Q/2 sin(π i / Q)}, 0 for none; {@code
 *     cepstral-lifter}
 * @param htkCompat whether C0 or the energy is the last column, C0 times √2; {@code htk-compat}
 * @param subtractMean whether the mean of each column over the utterance is subtracted; {@code
 *     subtract-mean}
 */
public record MfccOptions(
    FrameOptions frame,
    MelOptions mel,
    EnergyOptions energy,
    int numCeps,
    float cepstralLifter,
    boolean htkCompat,
    boolean subtractMean)
    implements Serializable {
  /** There are no more cepstra than bins. */
  public MfccOptions {
    if (numCeps < 1 || numCeps > mel.numMelBins()) {
      throw new IllegalArgumentException(
          "option num-ceps must be from 1 to num-mel-bins, "
              + mel.numMelBins()
              + ", got "
              + numCeps);
    }
    if (!(cepstralLifter >= 0)) {
      throw new IllegalArgumentException(
          "option cepstral-lifter must be at least 0, got " + cepstralLifter);
    }
  }

  /** 13 cepstra of 23 bins, C0 replaced by the raw log energy; no dither. */
  public static MfccOptions kaldiDefaults() {
    return fromKaldi(Map.of());
  }

  /**
   * Kaldi's defaults with the given options replaced.
   *
   * @param kaldiOptions values by Kaldi's option names without dashes in front, such as {@code
   *     num-ceps} to {@code 40}
   * @throws IllegalArgumentException naming the option that is unknown or whose value is wrong
   */
  public static MfccOptions fromKaldi(Map<String, String> kaldiOptions) {
    OptionValues values = new OptionValues(kaldiOptions);
    MfccOptions options = from(values);
    values.refuseUnknown("cepstra");
    return options;
  }

  /** The names that {@link #fromKaldi} knows. */
  public static Set<String> keys() {
    OptionValues values = new OptionValues(Map.of());
    from(values);
    return values.known();
  }

  private static MfccOptions from(OptionValues values) {
    return new MfccOptions(
        FrameOptions.from(values),
        MelOptions.from(values),
        EnergyOptions.from(values, true),
        values.integer("num-ceps", 13),
        values.real("cepstral-lifter", 22f),
        values.flag("htk-compat", false),
        values.flag("subtract-mean", false));
  }

  /**
   * The options by their Kaldi names, such that {@link #fromKaldi} and Kaldi read them back; see
   * {@link FbankOptions#toKaldi} for what may be missing.
   */
  public Map<String, String> toKaldi() {
    Map<String, String> options = frame.toKaldi();
    options.putAll(mel.toKaldi());
    options.putAll(energy.toKaldi());
    options.put("num-ceps", Integer.toString(numCeps));
    options.put("cepstral-lifter", OptionValues.text(cepstralLifter));
    options.put("htk-compat", Boolean.toString(htkCompat));
    if (subtractMean) {
      options.put("subtract-mean", "true");
    }
    return options;
  }
}
