package speechreps.extract;

import org.jspecify.annotations.Nullable;
import speechreps.kaldi.pipe.PipePlan.Channels;
import speechreps.speech.Source;

/**
 * How a recording is had: what to decode, and what its command asks to be done then.
 *
 * @param source the encoded recording
 * @param channels which channels are kept
 * @param rateHz the rate to resample to, or null for the recording's own
 */
record RecordingPlan(Source source, Channels channels, @Nullable Integer rateHz) {
  static RecordingPlan of(Source source) {
    return new RecordingPlan(source, new Channels.All(), null);
  }

  /** True when even a look at the header would run a command. */
  boolean runsCommand() {
    return source instanceof ShellCommand;
  }

  boolean isGzipped() {
    return source instanceof GzippedSource;
  }
}
