package speechreps.dsp;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * Options of {@link Fbank}; names and defaults of Kaldi's {@code compute-fbank-feats}.
 *
 * @param frame how the signal is cut into frames
 * @param mel the bins
 * @param energy whether and how the log energy is a column of its own
 * @param htkCompat whether the energy is the last column rather than the first; {@code htk-compat}
 * @param useLogFbank whether the logarithm is taken; {@code use-log-fbank}
 * @param usePower whether the bins sum the power spectrum rather than the magnitude; {@code
 *     use-power}
 * @param subtractMean whether the mean of each column over the utterance is subtracted; {@code
 *     subtract-mean}
 */
public record FbankOptions(
    FrameOptions frame,
    MelOptions mel,
    EnergyOptions energy,
    boolean htkCompat,
    boolean useLogFbank,
    boolean usePower,
    boolean subtractMean)
    implements Serializable {

  /** 23 bins, log power, no energy; no dither. */
  public static FbankOptions kaldiDefaults() {
    return fromKaldi(Map.of());
  }

  /**
   * Kaldi's defaults with the given options replaced.
   *
   * @param kaldiOptions values by Kaldi's option names without dashes in front, such as {@code
   *     num-mel-bins} to {@code 40}
   * @throws IllegalArgumentException naming the option that is unknown or whose value is wrong
   */
  public static FbankOptions fromKaldi(Map<String, String> kaldiOptions) {
    OptionValues values = new OptionValues(kaldiOptions);
    FbankOptions options = from(values);
    values.refuseUnknown("filter banks");
    return options;
  }

  /** The names that {@link #fromKaldi} knows. */
  public static Set<String> keys() {
    OptionValues values = new OptionValues(Map.of());
    from(values);
    return values.known();
  }

  private static FbankOptions from(OptionValues values) {
    return new FbankOptions(
        FrameOptions.from(values),
        MelOptions.from(values),
        EnergyOptions.from(values, false),
        values.flag("htk-compat", false),
        values.flag("use-log-fbank", true),
        values.flag("use-power", true),
        values.flag("subtract-mean", false));
  }

  /**
   * The options by their Kaldi names, such that {@link #fromKaldi} and Kaldi read them back.
   *
   * <p>{@code vtln-warp} and {@code subtract-mean} are missing where they change nothing: they are
   * options of {@code compute-fbank-feats} rather than of the features, and programs that read the
   * same file for features they compute themselves refuse them.
   */
  public Map<String, String> toKaldi() {
    Map<String, String> options = frame.toKaldi();
    options.putAll(mel.toKaldi());
    options.putAll(energy.toKaldi());
    options.put("htk-compat", Boolean.toString(htkCompat));
    options.put("use-log-fbank", Boolean.toString(useLogFbank));
    options.put("use-power", Boolean.toString(usePower));
    if (subtractMean) {
      options.put("subtract-mean", "true");
    }
    return options;
  }

  /** Columns: the bins, and the energy if it is used. */
  public int dim() {
    return mel.numMelBins() + (energy.useEnergy() ? 1 : 0);
  }

  /** The column of the energy. */
  int energyColumn() {
    return htkCompat ? mel.numMelBins() : 0;
  }

  /** The column of the first bin. */
  int firstBinColumn() {
    return energy.useEnergy() && !htkCompat ? 1 : 0;
  }
}
