package speechreps.extract;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import speechreps.audio.AudioInfo;
import speechreps.audio.AudioReader;
import speechreps.audio.ChannelChoice;
import speechreps.audio.Resampler;
import speechreps.kaldi.pipe.PipePlan.Channels;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;
import speechreps.storage.Storage;

/**
 * Reads the recordings that a manifest names: a file, a WAV within an archive, or what a command
 * would write. Not thread-safe.
 */
final class RecordingReader {
  /** As in {@link AudioReader}: what would take more than half of the heap is refused. */
  private static final long MAX_SAMPLES = Runtime.getRuntime().maxMemory() / 2 / Float.BYTES;

  private final RecordingLocator locator;
  private final AudioReader reader = new AudioReader();

  RecordingReader(Storage storage, Commands commands) {
    this.locator = new RecordingLocator(storage, commands);
  }

  /**
   * Decodes a recording, with what its command asks for: channels, then the rate.
   *
   * @throws UtteranceException when it cannot be used
   * @throws IOException when it cannot be read
   */
  Waveform read(String location) throws IOException {
    RecordingPlan plan = locator.locate(location);
    Waveform waveform = decode(plan);
    Channels channels = plan.channels();
    if (channels instanceof Channels.Mix) {
      waveform = ChannelChoice.MIX.of(waveform, location);
    } else if (channels instanceof Channels.One one) {
      waveform = ChannelChoice.index(one.channel()).of(waveform, location);
    }
    return plan.rateHz() == null ? waveform : resampled(waveform, plan.rateHz(), location);
  }

  /** What the header tells, or nothing when it cannot be read. Runs no commands. */
  RecordingHeader header(String location) {
    try {
      RecordingPlan plan = locator.locate(location);
      if (plan.runsCommand()) {
        return RecordingHeader.UNKNOWN;
      }
      AudioInfo info = reader.probe(plan.source());
      boolean all = plan.channels() instanceof Channels.All;
      return new RecordingHeader(info.seconds(), all ? info.numChannels() : 1);
    } catch (IOException e) {
      return RecordingHeader.UNKNOWN;
    }
  }

  private Waveform decode(RecordingPlan plan) throws IOException {
    try {
      return reader.read(plan.source());
    } catch (ZipException | EOFException e) {
      if (plan.isGzipped()) {
        throw new UtteranceException(
            FailureReason.CORRUPT_AUDIO,
            plan.source().location(),
            "expected a whole gzip file: " + e.getMessage(),
            e);
      }
      throw e;
    }
  }

  private static Waveform resampled(Waveform waveform, int toHz, String location)
      throws UtteranceException {
    int fromHz = waveform.sampleRateHz();
    if (fromHz == toHz) {
      return waveform;
    }
    double samples = waveform.seconds() * toHz * waveform.numChannels();
    if (samples > MAX_SAMPLES) {
      throw new UtteranceException(
          FailureReason.UNSUPPORTED_AUDIO,
          location,
          "recording too long after resampling: expected at most "
              + MAX_SAMPLES
              + " samples in all channels, got "
              + (long) samples);
    }
    float[][] channels = new float[waveform.numChannels()][];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = Resampler.resample(waveform.channels()[i], fromHz, toHz);
    }
    List<String> warnings = new ArrayList<>(waveform.warnings());
    warnings.add("resampled from " + fromHz + " Hz to " + toHz + " Hz, as its command asks");
    return new Waveform(toHz, channels, warnings);
  }
}
