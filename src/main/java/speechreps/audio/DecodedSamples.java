package speechreps.audio;

import java.io.IOException;
import java.util.List;
import speechreps.speech.FailureReason;
import speechreps.speech.RowSink;
import speechreps.speech.RowStore;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/**
 * Samples of all channels as they come out of a decoder, on their way to where rows are kept.
 *
 * <p>How much will come is not known: what a header says is not trusted, and a few bytes of a
 * malicious file can stand for hours of silence. So there is a limit. Closing gives up what was not
 * finished.
 */
final class DecodedSamples implements AutoCloseable {
  private final EncodedAudio audio;
  private final int numChannels;
  private final long maxSamples;
  private final RowSink rows;
  private float[] block = new float[0];
  private int numSamples;
  private int numToDrop;

  /**
   * Room for samples.
   *
   * @param expected samples in each channel if that is known, or 0
   */
  DecodedSamples(EncodedAudio audio, int numChannels, SampleRoom room, long expected)
      throws IOException {
    this.audio = audio;
    this.numChannels = numChannels;
    // Rows are numbered by ints.
    this.maxSamples = Math.min(room.maxSamples(), (long) Integer.MAX_VALUE * numChannels);
    this.rows = room.store().newRows(numChannels, Math.min(expected, maxSamples / numChannels));
  }

  /**
   * Where a recording may go.
   *
   * @param maxSamples in all channels together
   */
  record SampleRoom(RowStore store, long maxSamples) {}

  int numChannels() {
    return numChannels;
  }

  /** Samples in each channel. */
  int numSamples() {
    return numSamples;
  }

  /**
   * Makes room for {@code count} more samples of each channel; fill them, then {@link #advance}.
   *
   * @return {@code [count × numChannels]}, or more
   * @throws UtteranceException when the recording becomes too long
   */
  float[] reserve(int count) throws UtteranceException {
    long wanted = ((long) numSamples + count) * numChannels;
    if (wanted > maxSamples) {
      throw audio.failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "recording too long: expected at most "
              + maxSamples
              + " samples in all channels, got "
              + wanted
              + " or more");
    }
    if (block.length < count * numChannels) {
      block = new float[Math.multiplyExact(count, numChannels)];
    }
    return block;
  }

  void advance(int count) throws IOException {
    int dropped = Math.min(numToDrop, count);
    numToDrop -= dropped;
    numSamples += count - dropped;
    rows.append(block, dropped * numChannels, count - dropped);
  }

  /** Leaves out the next {@code count} samples of each channel; while there are none yet. */
  void dropFirst(int count) {
    numToDrop = count;
  }

  /** Drops what is behind the first {@code count} samples of each channel. */
  void cutTo(long count) throws IOException {
    numSamples = (int) Math.min(count, numSamples);
    rows.truncate(numSamples);
  }

  /** The recording. */
  Waveform finish(int sampleRateHz, List<String> warnings) throws IOException {
    return new Waveform(sampleRateHz, rows.finish(), warnings);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
