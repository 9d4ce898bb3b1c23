package speechreps.dsp;

import java.util.Arrays;

/**
 * Triangular bins over the spectrum, each with unit peak and linear flanks on the mel scale, {@code
 * mel(f) = 1127 ln(1 + f / 700)}.
 *
 * <p>As Kaldi's {@code MelBanks}: all in float; the bin at the Nyquist frequency takes no part;
 * with a warping factor the edges are moved by {@link VtlnWarp}. Immutable and thread-safe.
 */
final class MelBanks {
  private final int[] firstIndex;
  private final float[][] weights;

  /**
   * Lays the bins over the spectrum of a padded frame.
   *
   * @throws IllegalArgumentException when the frequencies do not fit the sampling rate, or a bin is
   *     so narrow that no FFT bin falls into it
   */
  MelBanks(MelOptions options, FrameOptions frame) {
    float low = options.lowFreqHz();
    float high = options.highFreqHz(frame.nyquistHz());
    checkRange(low, high, frame.nyquistHz());
    float melLow = mel(low);
    float melStep = (mel(high) - melLow) / (options.numMelBins() + 1);
    VtlnWarp warp = VtlnWarp.of(options, frame);
    float[] melOfBin = melOfFftBins(frame);
    firstIndex = new int[options.numMelBins()];
    weights = new float[options.numMelBins()][];
    for (int b = 0; b < weights.length; b++) {
      float left = warp.mel(melLow + b * melStep);
      float center = warp.mel(melLow + (b + 1) * melStep);
      float right = warp.mel(melLow + (b + 2) * melStep);
      firstIndex[b] = firstAbove(left, melOfBin);
      weights[b] = triangle(left, center, right, melOfBin, firstIndex[b]);
      if (weights[b].length == 0) {
        throw new IllegalArgumentException(
            emptyBin(b, hertz(left), hertz(right), options.numMelBins(), frame));
      }
    }
  }

  static float mel(float hertz) {
    return 1127f * (float) Math.log(1f + hertz / 700f);
  }

  static float hertz(float mel) {
    return 700f * ((float) Math.exp(mel / 1127f) - 1f);
  }

  private static void checkRange(float low, float high, float nyquist) {
    if (low < 0 || low >= nyquist || high <= low || high > nyquist) {
      throw new IllegalArgumentException(
          "options low-freq and high-freq must satisfy 0 <= low < high <= "
              + nyquist
              + " Hz, got low "
              + low
              + " and high "
              + high);
    }
  }

  private static String emptyBin(int bin, float left, float right, int numBins, FrameOptions f) {
    return "option num-mel-bins is too large: bin "
        + bin
        + " of "
        + numBins
        + ", from "
        + left
        + " to "
        + right
        + " Hz, holds no bin of the FFT, which are "
        + f.sampleFrequencyHz() / f.paddedWindowSize()
        + " Hz apart";
  }

  private static float[] melOfFftBins(FrameOptions frame) {
    float[] mels = new float[frame.paddedWindowSize() / 2];
    float binWidth = frame.sampleFrequencyHz() / frame.paddedWindowSize();
    for (int i = 0; i < mels.length; i++) {
      mels[i] = mel(binWidth * i);
    }
    return mels;
  }

  private static int firstAbove(float left, float[] melOfBin) {
    int i = 0;
    while (i < melOfBin.length && melOfBin[i] <= left) {
      i++;
    }
    return i;
  }

  private static float[] triangle(
      float left, float center, float right, float[] melOfBin, int first) {
    int end = first;
    while (end < melOfBin.length && melOfBin[end] < right) {
      end++;
    }
    float[] triangle = new float[end - first];
    for (int i = 0; i < triangle.length; i++) {
      float mel = melOfBin[first + i];
      triangle[i] =
          mel <= center ? (mel - left) / (center - left) : (right - mel) / (right - center);
    }
    return triangle;
  }

  int numBins() {
    return weights.length;
  }

  /** The weights of a bin, the first of which belongs to FFT bin {@link #firstIndex(int)}. */
  float[] weights(int bin) {
    return weights[bin].clone();
  }

  int firstIndex(int bin) {
    return firstIndex[bin];
  }

  /**
   * Sums the spectra within each bin.
   *
   * @param spectrum {@code [≥ numFftBins][numFrames]}
   * @param melEnergies {@code [numBins][numFrames]}; overwritten
   */
  void apply(float[][] spectrum, float[][] melEnergies) {
    for (int b = 0; b < weights.length; b++) {
      float[] sum = melEnergies[b];
      Arrays.fill(sum, 0f);
      for (int i = 0; i < weights[b].length; i++) {
        addProduct(sum, spectrum[firstIndex[b] + i], weights[b][i]);
      }
    }
  }

  private static void addProduct(float[] sum, float[] values, float factor) {
    for (int f = 0; f < sum.length; f++) {
      sum[f] += factor * values[f];
    }
  }
}
