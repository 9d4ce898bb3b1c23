package speechreps.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.audio.ChannelChoice;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureRows;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;
import speechreps.storage.ScratchException;

/**
 * From an utterance to its samples: opens the recording, takes the channel and the segment, and
 * converts the rate if that is wanted.
 *
 * <p>Keeps the last recording, or why there is none: the segments of a long one follow each other,
 * and each would decode it again, only to fail where the one before it did. A long one is in a
 * temporary file, of which each segment reads its part. Not thread-safe.
 */
final class AudioLoader {
  private final RecordingReader reader;
  private final ResamplePolicy resample;
  private final @Nullable Integer channel;

  private String lastLocation = "";
  private @Nullable Waveform lastRecording;
  private @Nullable IOException lastFailure;
  private @Nullable FeatureRows lastResampled;

  /**
   * A loader for a recipe.
   *
   * @param channel as in {@link Recipe#channel}; a channel that the manifest names wins over it
   */
  AudioLoader(RecordingReader reader, ResamplePolicy resample, @Nullable Integer channel) {
    this.reader = reader;
    this.resample = resample;
    this.channel = channel;
  }

  /**
   * Loads an utterance; the one before it is gone then.
   *
   * @param rateHz the rate that the front end needs
   * @throws UtteranceException when the audio is corrupt or does not fit
   * @throws IOException when it cannot be read
   */
  UtteranceAudio load(Utterance utterance, int rateHz) throws IOException {
    free(lastResampled);
    lastResampled = null;
    Waveform recording = recording(utterance.location());
    if (!resample.allows(recording.sampleRateHz(), rateHz)) {
      throw new UtteranceException(
          FailureReason.WRONG_SAMPLE_RATE,
          utterance.location(),
          "sample rate differs: expected "
              + rateHz
              + " Hz, got "
              + recording.sampleRateHz()
              + " Hz; --resample auto converts it");
    }
    Waveform mono = choice(utterance).of(recording, utterance.location());
    List<String> warnings = new ArrayList<>(mono.warnings());
    int storedRateHz = mono.sampleRateHz();
    FeatureRows samples = SegmentCutter.cut(mono.samples(), storedRateHz, utterance, warnings);
    double seconds = (double) samples.numFrames() / storedRateHz;
    if (storedRateHz != rateHz) {
      samples = reader.resample(samples, storedRateHz, rateHz, utterance.location());
      lastResampled = samples;
      warnings.add("resampled from " + storedRateHz + " Hz to " + rateHz + " Hz");
    }
    return new UtteranceAudio(samples, storedRateHz, seconds, warnings);
  }

  private Waveform recording(String location) throws IOException {
    boolean same = lastLocation.equals(location);
    if (same && lastFailure != null) {
      throw lastFailure;
    }
    Waveform last = lastRecording;
    // What is in a temporary file does not outlive the run that it was made for.
    if (same && last != null && reader.store().holds(last.samples())) {
      return last;
    }
    // Let go first: two long recordings need not be kept together.
    free(last == null ? null : last.samples());
    lastRecording = null;
    lastFailure = null;
    lastLocation = location;
    try {
      Waveform recording = reader.read(location);
      lastRecording = recording;
      return recording;
    } catch (ScratchException e) {
      throw e;
    } catch (IOException e) {
      lastFailure = e;
      throw e;
    }
  }

  private void free(@Nullable FeatureRows rows) throws IOException {
    if (rows != null) {
      reader.store().free(rows);
    }
  }

  private ChannelChoice choice(Utterance utterance) throws UtteranceException {
    Integer wanted = utterance.channel() != null ? utterance.channel() : channel;
    if (wanted == null) {
      return ChannelChoice.DEFAULT;
    }
    if (wanted == Recipe.EACH) {
      throw new UtteranceException(
          FailureReason.NO_SUCH_CHANNEL,
          utterance.location(),
          "the channels were not known when the work was planned: --channel each expects a header"
              + " that tells them, got none");
    }
    return wanted == Recipe.MIX ? ChannelChoice.MIX : ChannelChoice.index(wanted);
  }
}
