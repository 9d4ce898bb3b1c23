package speechreps.speech;

import java.util.List;

/**
 * Decoded audio.
 *
 * <p>Samples are floats on the int16 scale: full scale is ±32768, whatever the encoding was. This
 * is the scale on which Kaldi computes features. Models that take raw audio get ±1 through {@link
 * #toUnitScale}, the one place where the scale changes.
 *
 * @param sampleRateHz samples per second and channel, at least 1
 * @param samples {@code [numSamples × numChannels]}: one row a point in time, one column a channel
 * @param warnings what was odd about the recording but did not prevent reading it, such as a
 *     truncated data chunk; empty when nothing was
 */
public record Waveform(int sampleRateHz, FeatureRows samples, List<String> warnings) {
  /** Full scale of a 16-bit sample. A power of two, so both conversions are exact in float. */
  private static final float FULL_SCALE = 32768f;

  /** Checks that there is a rate and at least one channel. */
  public Waveform {
    if (sampleRateHz < 1) {
      throw new IllegalArgumentException("sampleRateHz must be at least 1, got " + sampleRateHz);
    }
    if (samples.dim() == 0) {
      throw new IllegalArgumentException("a waveform needs at least one channel");
    }
    warnings = List.copyOf(warnings);
  }

  /** The same recording with other samples. */
  public Waveform withSamples(FeatureRows other) {
    return new Waveform(sampleRateHz, other, warnings);
  }

  public int numChannels() {
    return samples.dim();
  }

  /** Samples in each channel. */
  public int numSamples() {
    return samples.numFrames();
  }

  /** Duration in seconds. */
  public double seconds() {
    return (double) numSamples() / sampleRateHz;
  }

  /** A new array with the samples divided by 32768: ±1 for 16-bit audio. */
  public static float[] toUnitScale(float[] samples) {
    float[] scaled = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      scaled[i] = samples[i] / FULL_SCALE;
    }
    return scaled;
  }
}
