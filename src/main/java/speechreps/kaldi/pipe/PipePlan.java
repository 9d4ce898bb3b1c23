package speechreps.kaldi.pipe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.Rxfilename;

/** What a command of an scp does. */
public sealed interface PipePlan {
  /**
   * The command writes what is in one file: decoded to WAV, or else as it is. What is done comes in
   * the order of the components.
   *
   * @param file what to read, a {@link Rxfilename.File} or {@link Rxfilename.Offset}
   * @param gunzip whether the file is to be decompressed first
   * @param decodes whether a program for audio writes it; otherwise the bytes are passed on, be
   *     they audio or not, and nothing more is done
   * @param channels which channels are kept
   * @param rateHz the rate to resample to, or null for the file's own
   */
  record DecodePlan(
      Rxfilename file, boolean gunzip, boolean decodes, Channels channels, @Nullable Integer rateHz)
      implements PipePlan {}

  /**
   * The command is not understood.
   *
   * @param command the whole command
   * @param why what in it is not understood
   */
  record NotRecognised(String command, String why) implements PipePlan {}

  /** Which channels of a recording are kept. */
  sealed interface Channels {
    /** All of them. */
    record All() implements Channels {}

    /**
     * One of them.
     *
     * @param channel from 0
     */
    record One(int channel) implements Channels {}

    /** Their mean. */
    record Mix() implements Channels {}
  }

  /** Understands a command; runs nothing. */
  static PipePlan of(Rxfilename.Command command) {
    try {
      Plan plan = new Plan();
      for (List<String> words : ShellWords.stages(command.command())) {
        Programs.apply(words, plan);
      }
      return plan.finish();
    } catch (UnrecognisedException e) {
      return new NotRecognised(command.command(), String.valueOf(e.getMessage()));
    }
  }
}
