package speechreps.extract;

/**
 * What a recording's header tells, for planning work.
 *
 * @param seconds duration, or NaN when unknown
 * @param numChannels at least 1, or 0 when unknown
 */
public record RecordingHeader(double seconds, int numChannels) {
  /** The header cannot be read. */
  public static final RecordingHeader UNKNOWN = new RecordingHeader(Double.NaN, 0);
}
