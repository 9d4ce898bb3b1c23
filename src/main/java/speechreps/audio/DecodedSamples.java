package speechreps.audio;

import java.util.Arrays;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;

/**
 * Samples of all channels as they come out of a decoder, in arrays that grow.
 *
 * <p>How much will come is not known: what a header says is not trusted, and a few bytes of a
 * malicious file can stand for hours of silence. So there is a limit.
 */
final class DecodedSamples {
  private static final int FIRST_CAPACITY = 1 << 14;

  private final EncodedAudio audio;
  private final long maxSamples;
  private final float[][] channels;
  private int numSamples;
  private int numToDrop;

  DecodedSamples(EncodedAudio audio, int numChannels, long maxSamples) {
    this.audio = audio;
    this.maxSamples = maxSamples;
    this.channels = new float[numChannels][FIRST_CAPACITY];
  }

  /**
   * Refuses a recording that would not fit.
   *
   * @param wanted samples of all channels together
   */
  static void requireRoom(EncodedAudio audio, long wanted, long maxSamples)
      throws UtteranceException {
    if (wanted > maxSamples) {
      throw audio.failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "recording too long: expected at most "
              + maxSamples
              + " samples in all channels, got "
              + wanted
              + " or more");
    }
  }

  int numChannels() {
    return channels.length;
  }

  int numSamples() {
    return numSamples;
  }

  /**
   * Makes room for {@code count} more samples in each channel; fill them, then {@link #advance}.
   */
  void reserve(int count) throws UtteranceException {
    long needed = (long) numSamples + count;
    requireRoom(audio, needed * channels.length, maxSamples);
    if (needed > channels[0].length) {
      long limit = Math.max(needed, maxSamples / channels.length);
      int capacity = (int) Math.min(Math.max(needed, 2L * channels[0].length), limit);
      for (int i = 0; i < channels.length; i++) {
        channels[i] = Arrays.copyOf(channels[i], capacity);
      }
    }
  }

  /**
   * The array of a channel, valid until the next {@link #reserve}; new samples start at {@link
   * #numSamples}.
   */
  float[] channel(int channel) {
    return channels[channel];
  }

  void advance(int count) {
    int dropped = Math.min(numToDrop, numSamples + count);
    numSamples += count;
    if (dropped > 0) {
      numToDrop -= dropped;
      numSamples -= dropped;
      for (float[] channel : channels) {
        System.arraycopy(channel, dropped, channel, 0, numSamples);
      }
    }
  }

  /** Leaves out the next {@code count} samples of each channel; while there are none yet. */
  void dropFirst(int count) {
    numToDrop = count;
  }

  /** Drops what is behind the first {@code count} samples of each channel. */
  void cutTo(long count) {
    numSamples = (int) Math.min(count, numSamples);
  }

  /** The samples, {@code [numChannels][numSamples]}. */
  float[][] toChannels() {
    float[][] exact = new float[channels.length][];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = Arrays.copyOf(channels[i], numSamples);
      // The larger array may go before the next one is copied.
      channels[i] = new float[0];
    }
    return exact;
  }
}
