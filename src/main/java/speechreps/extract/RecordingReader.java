package speechreps.extract;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final RecordingLocator locator;
  private final AudioReader reader;
  private final int maxSamples;

  /** A reader that nobody shares the heap with. */
  RecordingReader(Storage storage, Commands commands) {
    this(storage, commands, AudioReader.shareOfHeap(1));
  }

  /**
   * A reader with another limit.
   *
   * @param maxSamples the largest number of samples in all channels, as decoded and as resampled
   */
  RecordingReader(Storage storage, Commands commands, int maxSamples) {
    this.locator = new RecordingLocator(storage, commands);
    this.reader = new AudioReader(maxSamples);
    this.maxSamples = maxSamples;
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

  /** What the header tells, or why it cannot be read. Runs no commands. */
  RecordingHeader header(String location) {
    try {
      RecordingPlan plan = locator.locate(location);
      if (plan.runsCommand()) {
        return RecordingHeader.UNKNOWN;
      }
      AudioInfo info = reader.probe(plan.source());
      boolean all = plan.channels() instanceof Channels.All;
      return new RecordingHeader(
          info.seconds(),
          all ? info.numChannels() : 1,
          plan.rateHz() == null ? info.sampleRateHz() : plan.rateHz(),
          null);
    } catch (IOException e) {
      return RecordingHeader.unreadable(Fault.of(e, location));
    }
  }

  private Waveform decode(RecordingPlan plan) throws IOException {
    try {
      return reader.read(plan.source());
    } catch (ZipException | EOFException e) {
      if (plan.isGzipped()) {
        throw GzippedSource.broken(FailureReason.CORRUPT_AUDIO, plan.source().location(), e);
      }
      throw e;
    }
  }

  /**
   * Converts the rate of samples, within the limit of this reader: a header with a wrong, low rate
   * would take any amount of memory.
   *
   * @param channels {@code [numChannels][numSamples]}; not changed
   * @throws UtteranceException when there would be too many samples, or no filter has such a ratio
   */
  float[][] resample(float[][] channels, int fromHz, int toHz, String location)
      throws UtteranceException {
    long samples = channels.length * Resampler.outputLength(channels[0].length, fromHz, toHz);
    if (samples > maxSamples) {
      throw new UtteranceException(
          FailureReason.UNSUPPORTED_AUDIO,
          location,
          String.format(
              Locale.ROOT,
              "recording too long after resampling from %d Hz to %d Hz: expected at most %d samples"
                  + " in all channels, got %d",
              fromHz,
              toHz,
              maxSamples,
              samples));
    }
    float[][] resampled = new float[channels.length][];
    try {
      for (int i = 0; i < channels.length; i++) {
        resampled[i] = Resampler.resample(channels[i], fromHz, toHz);
      }
    } catch (IllegalArgumentException e) {
      throw new UtteranceException(
          FailureReason.UNSUPPORTED_AUDIO, location, String.valueOf(e.getMessage()), e);
    }
    return resampled;
  }

  private Waveform resampled(Waveform waveform, int toHz, String location)
      throws UtteranceException {
    int fromHz = waveform.sampleRateHz();
    if (fromHz == toHz) {
      return waveform;
    }
    float[][] channels = resample(waveform.channels(), fromHz, toHz, location);
    List<String> warnings = new ArrayList<>(waveform.warnings());
    warnings.add("resampled from " + fromHz + " Hz to " + toHz + " Hz, as its command asks");
    return new Waveform(toHz, channels, warnings);
  }
}
