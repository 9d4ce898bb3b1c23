package speechreps.dsp;

/**
 * Vocal tract length normalisation: moves frequencies by a piecewise linear function that leaves
 * both ends of the filter bank where they are and divides the frequencies between by the factor.
 *
 * <p>Kaldi's {@code VtlnWarpFreq}, in float.
 *
 * @param low lower end of the filter bank in Hz
 * @param high its upper end
 * @param lowCutoff where the middle piece may begin, before or after warping
 * @param highCutoff where it must end, before and after warping
 * @param factor 1 for no warping
 */
record VtlnWarp(float low, float high, float lowCutoff, float highCutoff, float factor) {
  /** Checks the cutoffs unless there is nothing to warp. */
  VtlnWarp {
    boolean ordered = low < lowCutoff && lowCutoff < highCutoff && highCutoff < high;
    if (factor != 1f && !ordered) {
      throw new IllegalArgumentException(
          "options vtln-low and vtln-high must satisfy low-freq < vtln-low < vtln-high <"
              + " high-freq, got "
              + low
              + ", "
              + lowCutoff
              + ", "
              + highCutoff
              + ", "
              + high
              + " with factor "
              + factor);
    }
  }

  static VtlnWarp of(MelOptions mel, FrameOptions frame) {
    float nyquist = frame.nyquistHz();
    return new VtlnWarp(
        mel.lowFreqHz(),
        mel.highFreqHz(nyquist),
        mel.vtlnLowHz(),
        mel.vtlnHighHz(nyquist),
        mel.vtlnWarp());
  }

  /** Warps a frequency given and returned on the mel scale. */
  float mel(float mel) {
    return factor == 1f ? mel : MelBanks.mel(hertz(MelBanks.hertz(mel)));
  }

  /** Warps a frequency in Hz; those outside the filter bank stay. */
  float hertz(float hertz) {
    if (hertz < low || hertz > high) {
      return hertz;
    }
    float scale = 1f / factor;
    float middleStart = lowCutoff * Math.max(1f, factor);
    float middleEnd = highCutoff * Math.min(1f, factor);
    if (hertz < middleStart) {
      return low + (scale * middleStart - low) / (middleStart - low) * (hertz - low);
    }
    if (hertz < middleEnd) {
      return scale * hertz;
    }
    return high + (high - scale * middleEnd) / (high - middleEnd) * (hertz - high);
  }
}
