package speechreps.audio;

/**
 * What a recording's header tells, for planning work.
 *
 * @param sampleRateHz samples per second and channel
 * @param numChannels at least 1
 * @param numSamples samples in each channel as the header tells, or {@link #UNKNOWN}: streamed WAV
 *     and some codecs do not tell, a header may be wrong, and codecs without a sample count (MP3)
 *     give an estimate
 */
public record AudioInfo(int sampleRateHz, int numChannels, long numSamples) {
  /** The header does not tell the number of samples. */
  public static final long UNKNOWN = -1;

  /** A broken header's negative length is none. */
  public AudioInfo {
    numSamples = Math.max(UNKNOWN, numSamples);
  }

  /** Duration in seconds, or NaN when unknown. */
  public double seconds() {
    return numSamples == UNKNOWN ? Double.NaN : (double) numSamples / sampleRateHz;
  }
}
