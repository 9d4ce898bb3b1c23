package speechreps.audio;

import java.util.ArrayList;
import java.util.List;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/** Which channel of a recording to use. */
public sealed interface ChannelChoice {
  /** The first channel when nobody chose: with a warning when there are others, as in Kaldi. */
  ChannelChoice DEFAULT = new Unstated();

  /** The mean of all channels. */
  ChannelChoice MIX = new Mix();

  /** One channel, counted from 0. */
  static ChannelChoice index(int index) {
    return new Index(index);
  }

  /**
   * Reduces a recording to one channel.
   *
   * @param location of the recording, for messages
   * @return a waveform of one channel, a view of {@code waveform}
   * @throws UtteranceException when the recording does not have the channel
   */
  Waveform of(Waveform waveform, String location) throws UtteranceException;

  /** See {@link #DEFAULT}. */
  record Unstated() implements ChannelChoice {
    @Override
    public Waveform of(Waveform waveform, String location) {
      if (waveform.numChannels() == 1) {
        return waveform;
      }
      List<String> warnings = new ArrayList<>(waveform.warnings());
      warnings.add(
          "has " + waveform.numChannels() + " channels, none was chosen: channel 0 is used");
      return new Waveform(waveform.sampleRateHz(), ColumnRows.one(waveform.samples(), 0), warnings);
    }
  }

  /** See {@link #MIX}. */
  record Mix() implements ChannelChoice {
    @Override
    public Waveform of(Waveform waveform, String location) {
      if (waveform.numChannels() == 1) {
        return waveform;
      }
      return waveform.withSamples(ColumnRows.mean(waveform.samples()));
    }
  }

  /**
   * One channel.
   *
   * @param index from 0
   */
  record Index(int index) implements ChannelChoice {
    /** Checks that the index is not negative. */
    public Index {
      if (index < 0) {
        throw new IllegalArgumentException("channel must be at least 0, got " + index);
      }
    }

    @Override
    public Waveform of(Waveform waveform, String location) throws UtteranceException {
      if (index >= waveform.numChannels()) {
        throw new UtteranceException(
            FailureReason.NO_SUCH_CHANNEL,
            location,
            "no channel "
                + index
                + ": expected one of the recording's "
                + waveform.numChannels()
                + " channel(s), counted from 0");
      }
      return waveform.numChannels() == 1
          ? waveform
          : waveform.withSamples(ColumnRows.one(waveform.samples(), index));
    }
  }
}
