package speechreps.dsp;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a signal is cut into frames and what is done to each before its spectrum is taken.
 *
 * <p>Names, units and defaults are those of Kaldi's {@code FrameExtractionOptions}, except that
 * dither is off by default: features are reproducible unless noise is asked for.
 *
 * @param sampleFrequencyHz rate of the signal; {@code sample-frequency}
 * @param frameShiftMs from the start of a frame to the start of the next; {@code frame-shift}
 * @param frameLengthMs {@code frame-length}
 * @param dither standard deviation of the Gaussian noise added to every sample of every frame, on
 *     the int16 scale; 0 for none; {@code dither}
 * @param preemphasisCoefficient {@code c} in {@code x[i] − c x[i−1]}, from 0 to 1; {@code
 *     preemphasis-coefficient}
 * @param removeDcOffset whether the mean of a frame is subtracted from it; {@code remove-dc-offset}
 * @param windowType {@code window-type}
 * @param roundToPowerOfTwo whether frames are padded with zeros up to a power of two; {@code
 *     round-to-power-of-two}
 * @param blackmanCoeff {@code blackman-coeff}
 * @param snipEdges whether only frames that lie wholly inside the signal count; otherwise there is
 *     one frame for each shift, and the signal is reflected at its ends; {@code snip-edges}
 * @param allowDownsample whether a signal of a higher rate may be resampled to this one first, by
 *     whoever reads the audio; {@code allow-downsample}
 * @param allowUpsample the same for a lower rate; {@code allow-upsample}
 */
public record FrameOptions(
    float sampleFrequencyHz,
    float frameShiftMs,
    float frameLengthMs,
    float dither,
    float preemphasisCoefficient,
    boolean removeDcOffset,
    WindowType windowType,
    boolean roundToPowerOfTwo,
    float blackmanCoeff,
    boolean snipEdges,
    boolean allowDownsample,
    boolean allowUpsample)
    implements Serializable {
  /** Longer frames are a mistake in the options: 4 s at 16 kHz, and 16 MB of scratch. */
  private static final int MAX_WINDOW_SIZE = 1 << 16;

  /** Refuses what Kaldi refuses, before any work starts. */
  public FrameOptions {
    require(sampleFrequencyHz > 0, "sample-frequency", "above 0", sampleFrequencyHz);
    int shift = samples(sampleFrequencyHz, frameShiftMs);
    int size = samples(sampleFrequencyHz, frameLengthMs);
    require(shift >= 1, "frame-shift", "at least one sample", frameShiftMs);
    require(
        size >= 2 && size <= MAX_WINDOW_SIZE,
        "frame-length",
        "from 2 to " + MAX_WINDOW_SIZE + " samples",
        frameLengthMs);
    require(dither >= 0, "dither", "at least 0", dither);
    require(
        preemphasisCoefficient >= 0 && preemphasisCoefficient <= 1,
        "preemphasis-coefficient",
        "from 0 to 1",
        preemphasisCoefficient);
    if (!roundToPowerOfTwo && size % 2 != 0) {
      throw new IllegalArgumentException(
          "without round-to-power-of-two a frame must have an even number of samples, got "
              + size
              + " (frame-length "
              + frameLengthMs
              + " at "
              + sampleFrequencyHz
              + " Hz)");
    }
  }

  /** Kaldi's defaults, without dither: 16 kHz, 25 ms frames every 10 ms, Povey's window. */
  public static FrameOptions kaldiDefaults() {
    return new FrameOptions(
        16000f, 10f, 25f, 0f, 0.97f, true, WindowType.POVEY, true, 0.42f, true, false, false);
  }

  static FrameOptions from(OptionValues values) {
    FrameOptions defaults = kaldiDefaults();
    values.ignore("max-feature-vectors");
    return new FrameOptions(
        values.real("sample-frequency", defaults.sampleFrequencyHz),
        values.real("frame-shift", defaults.frameShiftMs),
        values.real("frame-length", defaults.frameLengthMs),
        values.real("dither", defaults.dither),
        values.real("preemphasis-coefficient", defaults.preemphasisCoefficient),
        values.flag("remove-dc-offset", defaults.removeDcOffset),
        values.windowType("window-type", defaults.windowType),
        values.flag("round-to-power-of-two", defaults.roundToPowerOfTwo),
        values.real("blackman-coeff", defaults.blackmanCoeff),
        values.flag("snip-edges", defaults.snipEdges),
        values.flag("allow-downsample", defaults.allowDownsample),
        values.flag("allow-upsample", defaults.allowUpsample));
  }

  /** Every option by its Kaldi name. */
  Map<String, String> toKaldi() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("sample-frequency", OptionValues.text(sampleFrequencyHz));
    options.put("frame-shift", OptionValues.text(frameShiftMs));
    options.put("frame-length", OptionValues.text(frameLengthMs));
    options.put("dither", OptionValues.text(dither));
    options.put("preemphasis-coefficient", OptionValues.text(preemphasisCoefficient));
    options.put("remove-dc-offset", Boolean.toString(removeDcOffset));
    options.put("window-type", windowType.kaldiName());
    options.put("round-to-power-of-two", Boolean.toString(roundToPowerOfTwo));
    options.put("blackman-coeff", OptionValues.text(blackmanCoeff));
    options.put("snip-edges", Boolean.toString(snipEdges));
    options.put("allow-downsample", Boolean.toString(allowDownsample));
    options.put("allow-upsample", Boolean.toString(allowUpsample));
    return options;
  }

  /** Samples from the start of a frame to the start of the next: 160 by default. */
  public int windowShift() {
    return samples(sampleFrequencyHz, frameShiftMs);
  }

  /** Samples in a frame: 400 by default. */
  public int windowSize() {
    return samples(sampleFrequencyHz, frameLengthMs);
  }

  /** Samples in a frame with its padding, always even: 512 by default. */
  public int paddedWindowSize() {
    int size = windowSize();
    return roundToPowerOfTwo && Integer.bitCount(size) != 1
        ? Integer.highestOneBit(size) << 1
        : size;
  }

  /** Half the sampling rate, in Hz. */
  public float nyquistHz() {
    return 0.5f * sampleFrequencyHz;
  }

  /** The values by which the samples of a frame are multiplied, {@link #windowSize} of them. */
  public float[] window() {
    return windowType.taper(windowSize(), blackmanCoeff);
  }

  /** Frames of a signal of so many samples; 0 when it is too short for one. */
  public int numFrames(int numSamples) {
    int shift = windowShift();
    if (snipEdges) {
      int size = windowSize();
      return numSamples < size ? 0 : 1 + (numSamples - size) / shift;
    }
    return (int) (((long) numSamples + shift / 2) / shift);
  }

  /** The sample at which a frame starts; negative for early frames when edges are not snipped. */
  public long firstSampleOfFrame(int frame) {
    long start = (long) windowShift() * frame;
    return snipEdges ? start : start + windowShift() / 2 - windowSize() / 2;
  }

  /** Kaldi multiplies in double precision and cuts off. */
  private static int samples(float sampleFrequencyHz, float milliseconds) {
    return (int) (sampleFrequencyHz * 0.001 * milliseconds);
  }

  private static void require(boolean holds, String option, String expected, float got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "option " + option + " must be " + expected + ", got " + got);
    }
  }
}
