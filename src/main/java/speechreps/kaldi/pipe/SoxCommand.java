package speechreps.kaldi.pipe;

import java.util.Locale;
import java.util.Set;

/**
 * {@code sox [-t TYPE] FILE [-r RATE] [-c 1] [-b 16] [-e signed-integer] -t wav - [EFFECT ...]},
 * with the effects {@code remix}, {@code channels} and {@code rate}.
 *
 * <p>Effects come before the options of the output file, whatever their place in the command: sox
 * adds its own conversions at the end.
 */
final class SoxCommand {
  private static final Set<String> INPUT_TYPES =
      Set.of("wav", "wavpcm", "flac", "sph", "nist", "mp3", "ogg", "vorbis", "opus", "aiff", "au");

  private static final Set<String> RATE_QUALITY = Set.of("-q", "-l", "-m", "-h", "-v");

  private static final String VALUED = "trcbe";

  private int outputChannels;
  private int outputHz;
  private boolean wav;

  private SoxCommand() {}

  static void apply(Arguments arguments, Plan plan) throws UnrecognisedException {
    if (arguments.contains("-n") || arguments.contains("--null")) {
      throw new UnrecognisedException("sox makes its sound by itself (--null), it reads no file");
    }
    SoxCommand command = new SoxCommand();
    command.input(arguments, plan);
    command.output(arguments);
    plan.decode();
    while (arguments.hasNext()) {
      effect(arguments, plan);
    }
    command.convert(plan);
  }

  private void input(Arguments arguments, Plan plan) throws UnrecognisedException {
    while (arguments.hasNext()) {
      String argument = arguments.nextDetached(VALUED);
      switch (argument) {
        case "-t", "--type" -> {
          String type = arguments.value(argument).toLowerCase(Locale.ROOT);
          if (!INPUT_TYPES.contains(type)) {
            throw arguments.unknown(argument + " " + type);
          }
        }
        case "-r", "-c", "-b", "-e", "--rate", "--channels", "--bits", "--encoding" ->
            throw new UnrecognisedException(
                "sox is told " + argument + " of its input instead of reading it from the file");
        case "-q",
            "-S",
            "-D",
            "-R",
            "-V",
            "-V0",
            "-V1",
            "-V2",
            "-V3",
            "--no-show-progress",
            "--no-dither" -> {}
        default -> {
          String file = arguments.operand(argument);
          if (file.startsWith("|")) {
            throw new UnrecognisedException("sox runs a command as its input");
          }
          plan.input("sox", file);
          return;
        }
      }
    }
    throw new UnrecognisedException("sox has no input file");
  }

  private void output(Arguments arguments) throws UnrecognisedException {
    while (arguments.hasNext()) {
      String argument = arguments.nextDetached(VALUED);
      switch (argument) {
        case "-t", "--type" -> wav = arguments.oneOf(argument, "wav", "wavpcm") != null;
        case "-r", "--rate" -> outputHz = arguments.hertz(argument);
        case "-c", "--channels" -> outputChannels = arguments.positive(argument);
        case "-b", "--bits" -> arguments.oneOf(argument, "16");
        case "-e", "--encoding" -> arguments.oneOf(argument, "signed-integer", "signed");
        case "-L", "--no-dither", "-D" -> {}
        case "-" -> {
          if (!wav) {
            throw new UnrecognisedException("sox does not write WAV (-t wav -)");
          }
          return;
        }
        default -> {
          String file = arguments.operand(argument);
          throw new UnrecognisedException(
              "sox has a second file " + file + " where the output - was expected");
        }
      }
    }
    throw new UnrecognisedException("sox does not write to standard output (-t wav -)");
  }

  private static void effect(Arguments arguments, Plan plan) throws UnrecognisedException {
    String effect = arguments.next();
    switch (effect) {
      case "remix" -> remix(arguments, plan);
      case "channels" -> toChannels(arguments.positive(effect), plan);
      case "rate" -> {
        // Quality: all of them resample to the same rate.
        while (RATE_QUALITY.contains(arguments.peek())) {
          arguments.next();
        }
        plan.resample(arguments.hertz(effect));
      }
      default ->
          throw new UnrecognisedException("the effect \"" + effect + "\" of sox is not known");
    }
  }

  /** {@code remix -} mixes all, {@code remix N} takes one; other forms depend on the file. */
  private static void remix(Arguments arguments, Plan plan) throws UnrecognisedException {
    String channels = arguments.value("remix");
    if (channels.equals("-") || channels.equals("1-")) {
      plan.mix();
    } else if (channels.matches("[1-9]\\d{0,3}")) {
      plan.pick(Integer.parseInt(channels) - 1);
    } else {
      throw arguments.unknown("remix " + channels);
    }
    if (arguments.peek().matches("\\d.*")) {
      throw new UnrecognisedException("sox remix makes more than one channel");
    }
  }

  private void convert(Plan plan) throws UnrecognisedException {
    if (outputChannels > 0) {
      toChannels(outputChannels, plan);
    }
    if (outputHz > 0) {
      plan.resample(outputHz);
    }
  }

  private static void toChannels(int count, Plan plan) throws UnrecognisedException {
    if (count != 1) {
      throw new UnrecognisedException("sox makes " + count + " channels");
    }
    plan.mix();
  }
}
