package speechreps.extract;

import org.jspecify.annotations.Nullable;

/**
 * What a recording's header tells, for planning work.
 *
 * @param seconds duration, or NaN when unknown
 * @param numChannels at least 1, or 0 when unknown
 * @param sampleRateHz after what its command does to it, or 0 when unknown
 * @param fault why it cannot be read; null when it can, and when only a command could tell
 */
public record RecordingHeader(
    double seconds, int numChannels, int sampleRateHz, @Nullable Fault fault) {
  /** A command would have to be run. */
  public static final RecordingHeader UNKNOWN = new RecordingHeader(Double.NaN, 0, 0, null);

  /** The header cannot be read. */
  static RecordingHeader unreadable(Fault fault) {
    return new RecordingHeader(Double.NaN, 0, 0, fault);
  }
}
