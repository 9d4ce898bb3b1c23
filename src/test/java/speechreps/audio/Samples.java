package speechreps.audio;

import java.io.IOException;
import java.util.List;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Waveform;

/** Recordings as arrays, for tests. */
public final class Samples {
  private Samples() {}

  /** A recording of one row for each channel. */
  static Waveform waveform(int sampleRateHz, float[]... channels) {
    float[] values = new float[channels.length * channels[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = channels[i % channels.length][i / channels.length];
    }
    return new Waveform(
        sampleRateHz, new FeatureMatrix(channels[0].length, channels.length, values), List.of());
  }

  /** The samples of a channel. */
  public static float[] of(Waveform waveform, int channel) throws IOException {
    return ChannelChoice.index(channel).of(waveform, "test").samples().whole().values();
  }

  /** {@code [numChannels][numSamples]}. */
  static float[][] of(Waveform waveform) throws IOException {
    float[][] channels = new float[waveform.numChannels()][];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = of(waveform, i);
    }
    return channels;
  }
}
