package speechreps.kaldi.pipe;

import org.jspecify.annotations.Nullable;
import speechreps.kaldi.Rxfilename;
import speechreps.kaldi.pipe.PipePlan.Channels;

/** A plan that grows with every program of a pipeline. */
final class Plan {
  private @Nullable Rxfilename file;
  private boolean gunzip;
  private boolean decoded;
  private Channels channels = new Channels.All();
  private @Nullable Integer rateHz;

  /**
   * A program reads a file, or what the program before it writes.
   *
   * @param program names it in messages
   * @param operand a path, or {@code -} or null for standard input
   */
  void input(String program, @Nullable String operand) throws UnrecognisedException {
    if (file == null) {
      if (operand == null || operand.equals("-")) {
        throw new UnrecognisedException(
            program + " reads standard input, where nothing comes from");
      }
      file = new Rxfilename.File(operand);
    } else if (operand != null && !operand.equals("-")) {
      throw new UnrecognisedException(program + " does not read what the program before it writes");
    }
  }

  /** The first program reads an object of an archive. */
  void archiveInput(Rxfilename.Offset offset) throws UnrecognisedException {
    if (file != null) {
      throw new UnrecognisedException("wav-copy does not read what the program before it writes");
    }
    file = offset;
  }

  void gunzip() throws UnrecognisedException {
    if (gunzip || decoded) {
      throw new UnrecognisedException("only a file itself can be decompressed, and only once");
    }
    gunzip = true;
  }

  /** From here on the bytes are WAV. */
  void decode() {
    decoded = true;
  }

  /**
   * Keeps one channel.
   *
   * @param channel from 0
   */
  void pick(int channel) throws UnrecognisedException {
    if (!(channels instanceof Channels.All)) {
      if (channel > 0) {
        throw new UnrecognisedException(
            "channel " + (channel + 1) + " is taken after there is only one left");
      }
      return;
    }
    channels = new Channels.One(channel);
  }

  /** Mixes all channels; nothing to do when one is left. */
  void mix() {
    if (channels instanceof Channels.All) {
      channels = new Channels.Mix();
    }
  }

  void resample(int hz) throws UnrecognisedException {
    if (rateHz != null && rateHz != hz) {
      throw new UnrecognisedException("it resamples twice, to " + rateHz + " and " + hz + " Hz");
    }
    rateHz = hz;
  }

  PipePlan.DecodePlan finish() {
    if (file == null) {
      throw new IllegalStateException("a program was applied without an input");
    }
    return new PipePlan.DecodePlan(file, gunzip, decoded, channels, rateHz);
  }
}
