package speechreps.kaldi.pipe;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ffmpeg -i FILE [-ac 1] [-ar RATE] [-acodec pcm_s16le] -f wav -}. */
final class FfmpegCommand {
  private static final Set<String> STANDARD_OUTPUT = Set.of("-", "pipe:", "pipe:1");
  private static final Set<String> STANDARD_INPUT = Set.of("-", "pipe:", "pipe:0");
  private static final Set<String> INPUT_FORMATS =
      Set.of("wav", "flac", "mp3", "ogg", "aac", "mov", "mp4", "matroska", "webm", "nistsphere");
  private static final Pattern FIRST_STREAM_CHANNEL = Pattern.compile("0\\.0\\.(\\d{1,3})");

  private boolean wav;
  private boolean toStandardOutput;
  private int channel = -1;
  private boolean mono;
  private int hertz;

  private FfmpegCommand() {}

  static void apply(Arguments arguments, Plan plan) throws UnrecognisedException {
    FfmpegCommand command = new FfmpegCommand();
    command.input(arguments, plan);
    while (arguments.hasNext()) {
      command.output(arguments, arguments.next());
    }
    if (!command.wav || !command.toStandardOutput) {
      throw new UnrecognisedException("ffmpeg does not write WAV to standard output (-f wav -)");
    }
    command.addTo(plan);
  }

  private void input(Arguments arguments, Plan plan) throws UnrecognisedException {
    while (arguments.hasNext()) {
      String argument = arguments.next();
      if (argument.equals("-i")) {
        String file = arguments.value(argument);
        plan.input("ffmpeg", STANDARD_INPUT.contains(file) ? "-" : file);
        return;
      }
      if (argument.equals("-f")) {
        arguments.oneOf(argument, INPUT_FORMATS.toArray(String[]::new));
      } else if (!quiet(arguments, argument)) {
        throw arguments.unknown(argument);
      }
    }
    throw new UnrecognisedException("ffmpeg has no input (-i)");
  }

  private void output(Arguments arguments, String argument) throws UnrecognisedException {
    switch (argument) {
      case "-f" -> wav = arguments.oneOf(argument, "wav") != null;
      case "-ar", "-ar:a" -> hertz = arguments.hertz(argument);
      case "-ac" -> mono = arguments.oneOf(argument, "1") != null;
      case "-acodec", "-c:a", "-codec:a" -> arguments.oneOf(argument, "pcm_s16le");
      case "-sample_fmt" -> arguments.oneOf(argument, "s16");
      case "-map" -> arguments.oneOf(argument, "0:a", "0:a:0", "0:0");
      case "-map_channel" -> channel = channel(arguments);
      case "-vn", "-bitexact" -> {}
      default -> {
        if (STANDARD_OUTPUT.contains(argument)) {
          toStandardOutput = true;
        } else if (!quiet(arguments, argument)) {
          throw arguments.unknown(argument);
        }
      }
    }
  }

  /** Takes the options that change nothing of the sound. */
  private static boolean quiet(Arguments arguments, String argument) throws UnrecognisedException {
    switch (argument) {
      case "-nostdin", "-y", "-hide_banner", "-nostats" -> {
        return true;
      }
      case "-loglevel", "-v", "-threads" -> {
        return !arguments.value(argument).isEmpty();
      }
      default -> {
        return false;
      }
    }
  }

  private static int channel(Arguments arguments) throws UnrecognisedException {
    String value = arguments.value("-map_channel");
    Matcher matcher = FIRST_STREAM_CHANNEL.matcher(value);
    if (!matcher.matches()) {
      throw arguments.unknown("-map_channel " + value);
    }
    return Integer.parseInt(matcher.group(1));
  }

  private void addTo(Plan plan) throws UnrecognisedException {
    plan.decode();
    if (channel >= 0) {
      plan.pick(channel);
    }
    if (mono) {
      plan.mix();
    }
    if (hertz > 0) {
      plan.resample(hertz);
    }
  }
}
