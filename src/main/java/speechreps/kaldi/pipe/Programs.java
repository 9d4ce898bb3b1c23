package speechreps.kaldi.pipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import speechreps.kaldi.Rxfilename;

/** The programs that are known by name, and what the smaller of them do. */
final class Programs {
  private static final Map<String, Program> BY_NAME =
      Map.of(
          "flac", Programs::flac,
          "sph2pipe", Programs::sph2pipe,
          "sox", SoxCommand::apply,
          "ffmpeg", FfmpegCommand::apply,
          "wav-copy", Programs::wavCopy,
          "cat", Programs::cat,
          "zcat", (arguments, plan) -> unzip("zcat", arguments, true, plan),
          "gunzip", (arguments, plan) -> unzip("gunzip", arguments, false, plan),
          "gzip", Programs::gzip);

  private Programs() {}

  /** Adds what a program does to a plan. */
  private interface Program {
    void apply(Arguments arguments, Plan plan) throws UnrecognisedException;
  }

  /** Adds the program that {@code words} name and its arguments. */
  static void apply(List<String> words, Plan plan) throws UnrecognisedException {
    String path = words.get(0);
    String name = path.substring(path.lastIndexOf('/') + 1);
    Program program = BY_NAME.get(name);
    if (program == null) {
      throw new UnrecognisedException("the program " + name + " is not known");
    }
    program.apply(new Arguments(name, words.subList(1, words.size())), plan);
  }

  /** {@code flac -c -d -s FILE}. */
  private static void flac(Arguments arguments, Plan plan) throws UnrecognisedException {
    boolean decode = false;
    boolean toStandardOutput = false;
    List<String> files = new ArrayList<>();
    while (arguments.hasNext()) {
      for (String option : Arguments.splitFlags(arguments.next())) {
        switch (option) {
          case "-d", "--decode" -> decode = true;
          case "-c", "--stdout" -> toStandardOutput = true;
          case "-s", "--silent", "--totally-silent" -> {}
          default -> files.add(arguments.operand(option));
        }
      }
    }
    if (!decode || !toStandardOutput) {
      throw new UnrecognisedException("flac does not decode to standard output (-d -c)");
    }
    plan.input("flac", arguments.atMostOne(files));
    plan.decode();
  }

  /** {@code sph2pipe -f wav -p -c N FILE}; its channels count from 1. */
  private static void sph2pipe(Arguments arguments, Plan plan) throws UnrecognisedException {
    List<String> files = new ArrayList<>();
    boolean wav = false;
    int channel = 0;
    while (arguments.hasNext()) {
      String argument = arguments.nextDetached("fc");
      switch (argument) {
        case "-p" -> {}
        case "-f" -> wav = arguments.oneOf(argument, "wav", "rif", "riff") != null;
        case "-c" -> channel = arguments.positive(argument);
        default -> files.add(arguments.operand(argument));
      }
    }
    if (!wav) {
      throw new UnrecognisedException("sph2pipe does not write WAV (-f wav)");
    }
    plan.input("sph2pipe", arguments.atMostOne(files));
    plan.decode();
    if (channel > 0) {
      plan.pick(channel - 1);
    }
  }

  /** Kaldi's {@code wav-copy RXFILENAME -}. */
  private static void wavCopy(Arguments arguments, Plan plan) throws UnrecognisedException {
    List<String> operands = arguments.operands();
    if (operands.size() != 2 || !operands.get(1).equals("-")) {
      throw new UnrecognisedException("expected wav-copy with an input and - as output");
    }
    String input = operands.get(0);
    if (!input.equals("-") && parse(input) instanceof Rxfilename.Offset offset) {
      plan.archiveInput(offset);
    } else {
      plan.input("wav-copy", input);
    }
    plan.decode();
  }

  /** {@code cat FILE}: the bytes stay what they are. */
  private static void cat(Arguments arguments, Plan plan) throws UnrecognisedException {
    plan.input("cat", arguments.atMostOne(arguments.operands()));
  }

  /** {@code gzip -d -c FILE}. */
  private static void gzip(Arguments arguments, Plan plan) throws UnrecognisedException {
    if (!arguments.flags().contains("-d")) {
      throw new UnrecognisedException("gzip does not decompress (-d)");
    }
    unzip("gzip", arguments, false, plan);
  }

  private static void unzip(
      String program, Arguments arguments, boolean toStandardOutput, Plan plan)
      throws UnrecognisedException {
    List<String> files = new ArrayList<>();
    boolean output = toStandardOutput;
    while (arguments.hasNext()) {
      for (String option : Arguments.splitFlags(arguments.next())) {
        switch (option) {
          case "-d", "-q" -> {}
          case "-c" -> output = true;
          default -> files.add(arguments.operand(option));
        }
      }
    }
    String file = arguments.atMostOne(files);
    if (!output && file != null && !file.equals("-")) {
      throw new UnrecognisedException(program + " does not write to standard output (-c)");
    }
    plan.input(program, file);
    plan.gunzip();
  }

  /** What wav-copy reads, when it is a file or an object of an archive. */
  private static Rxfilename parse(String input) throws UnrecognisedException {
    try {
      Rxfilename place = Rxfilename.parse(input);
      if (place instanceof Rxfilename.File || place instanceof Rxfilename.Offset) {
        return place;
      }
      throw new UnrecognisedException("wav-copy reads neither a file nor an offset: " + input);
    } catch (IllegalArgumentException e) {
      throw new UnrecognisedException("wav-copy: " + e.getMessage());
    }
  }
}
