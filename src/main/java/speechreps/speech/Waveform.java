package speechreps.speech;

import java.util.List;

/**
 * Decoded audio, one array of samples for each channel.
 *
 * <p>Samples are floats on the int16 scale: full scale is ±32768, whatever the encoding was. This
 * is the scale on which Kaldi computes features. Models that take raw audio get ±1 through {@link
 * #toUnitScale}, the one place where the scale changes.
 *
 * @param sampleRateHz samples per second and channel, at least 1
 * @param channels {@code [numChannels][numSamples]}, owned by this record: callers must not write
 *     into the arrays
 * @param warnings what was odd about the recording but did not prevent reading it, such as a
 *     truncated data chunk; empty when nothing was
 */
public record Waveform(int sampleRateHz, float[][] channels, List<String> warnings) {
  /** Full scale of a 16-bit sample. A power of two, so both conversions are exact in float. */
  private static final float FULL_SCALE = 32768f;

  /** Checks that there is at least one channel and that all have the same number of samples. */
  public Waveform {
    if (sampleRateHz < 1) {
      throw new IllegalArgumentException("sampleRateHz must be at least 1, got " + sampleRateHz);
    }
    if (channels.length == 0) {
      throw new IllegalArgumentException("a waveform needs at least one channel");
    }
    for (float[] channel : channels) {
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "channels differ in length: " + channels[0].length + " and " + channel.length);
      }
    }
    warnings = List.copyOf(warnings);
  }

  /** A waveform of one channel without warnings. */
  public static Waveform mono(int sampleRateHz, float[] samples) {
    return new Waveform(sampleRateHz, new float[][] {samples}, List.of());
  }

  public int numChannels() {
    return channels.length;
  }

  /** Samples in each channel. */
  public int numSamples() {
    return channels[0].length;
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
