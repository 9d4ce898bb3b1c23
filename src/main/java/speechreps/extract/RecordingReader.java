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
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;
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
  private final RowStore store;

  /** A reader that nobody shares the heap with, and that keeps everything there. */
  RecordingReader(Storage storage, Commands commands) {
    this(storage, commands, new AudioReader(), RowStore.IN_MEMORY);
  }

  /**
   * A reader.
   *
   * @param store where samples go
   */
  RecordingReader(Storage storage, Commands commands, AudioReader reader, RowStore store) {
    this.locator = new RecordingLocator(storage, commands);
    this.reader = reader;
    this.store = store;
  }

  /** Where samples go. */
  RowStore store() {
    return store;
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
    try {
      waveform = reduced(waveform, plan.channels(), location);
      return plan.rateHz() == null ? waveform : resampled(waveform, plan.rateHz(), location);
    } catch (UtteranceException e) {
      // The run goes on, and the next long recording wants the room.
      store.free(waveform.samples());
      throw e;
    }
  }

  private Waveform reduced(Waveform waveform, Channels channels, String location)
      throws IOException {
    if (channels instanceof Channels.Mix) {
      return stored(waveform, ChannelChoice.MIX, location);
    }
    return channels instanceof Channels.One one
        ? stored(waveform, ChannelChoice.index(one.channel()), location)
        : waveform;
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
      return reader.read(plan.source(), store);
    } catch (ZipException | EOFException e) {
      if (plan.isGzipped()) {
        throw GzippedSource.broken(FailureReason.CORRUPT_AUDIO, plan.source().location(), e);
      }
      throw e;
    }
  }

  /** One channel in the place of all. */
  private Waveform stored(Waveform waveform, ChannelChoice choice, String location)
      throws IOException {
    Waveform view = choice.of(waveform, location);
    if (waveform.numChannels() == 1) {
      return view;
    }
    FeatureRows mono = store.map(view.samples(), 1, (first, block) -> block.values());
    store.free(waveform.samples());
    return view.withSamples(mono);
  }

  /**
   * Converts the rate of samples, within the limit of recordings: a header with a wrong, low rate
   * would take any amount of room.
   *
   * @param samples one a row
   * @throws UtteranceException when there would be too many samples, or no filter has such a ratio
   * @throws IOException when samples cannot be read or stored
   */
  FeatureRows resample(FeatureRows samples, int fromHz, int toHz, String location)
      throws IOException {
    requireRoom(samples, fromHz, toHz, location);
    try {
      return Resampler.resample(samples, fromHz, toHz, store);
    } catch (IllegalArgumentException e) {
      throw new UtteranceException(
          FailureReason.UNSUPPORTED_AUDIO, location, String.valueOf(e.getMessage()), e);
    }
  }

  private void requireRoom(FeatureRows samples, int fromHz, int toHz, String location)
      throws UtteranceException {
    long wanted = samples.dim() * Resampler.outputLength(samples.numFrames(), fromHz, toHz);
    if (wanted > reader.maxSamples()) {
      throw new UtteranceException(
          FailureReason.UNSUPPORTED_AUDIO,
          location,
          String.format(
              Locale.ROOT,
              "recording too long after resampling from %d Hz to %d Hz: expected at most %d samples"
                  + " in all channels, got %d",
              fromHz,
              toHz,
              reader.maxSamples(),
              wanted));
    }
  }

  private Waveform resampled(Waveform waveform, int toHz, String location) throws IOException {
    int fromHz = waveform.sampleRateHz();
    if (fromHz == toHz) {
      return waveform;
    }
    requireRoom(waveform.samples(), fromHz, toHz, location);
    List<FeatureRows> channels = new ArrayList<>();
    for (int i = 0; i < waveform.numChannels(); i++) {
      FeatureRows channel = ChannelChoice.index(i).of(waveform, location).samples();
      channels.add(resample(channel, fromHz, toHz, location));
    }
    store.free(waveform.samples());
    List<String> warnings = new ArrayList<>(waveform.warnings());
    warnings.add("resampled from " + fromHz + " Hz to " + toHz + " Hz, as its command asks");
    return new Waveform(toHz, together(channels), warnings);
  }

  private FeatureRows together(List<FeatureRows> channels) throws IOException {
    if (channels.size() == 1) {
      return channels.get(0);
    }
    FeatureRows together =
        store.map(
            channels.get(0),
            channels.size(),
            (first, block) -> interleaved(channels, first, block.numFrames()));
    for (FeatureRows channel : channels) {
      store.free(channel);
    }
    return together;
  }

  private static float[] interleaved(List<FeatureRows> channels, int first, int count)
      throws IOException {
    float[] rows = new float[Math.multiplyExact(count, channels.size())];
    for (int c = 0; c < channels.size(); c++) {
      float[] samples = channels.get(c).block(first, count).values();
      for (int i = 0; i < count; i++) {
        rows[i * channels.size() + c] = samples[i];
      }
    }
    return rows;
  }
}
