package speechreps.kaldi.pipe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The arguments of a program, taken from the front. */
final class Arguments {
  /** Above every rate that recordings have. */
  private static final double MAX_HZ = 1e7;

  private final String program;
  private final Deque<String> rest;

  Arguments(String program, List<String> words) {
    this.program = program;
    this.rest = new ArrayDeque<>(words);
  }

  boolean hasNext() {
    return !rest.isEmpty();
  }

  String next() {
    return rest.remove();
  }

  /** The next argument without taking it; empty when there is none. */
  String peek() {
    String next = rest.peek();
    return next == null ? "" : next;
  }

  /** True when the word stands anywhere in what is left. */
  boolean contains(String word) {
    return rest.contains(word);
  }

  /**
   * The next argument, with the value of a short option put back when it was attached: {@code -b16}
   * gives {@code -b}, and {@code 16} comes next.
   *
   * @param letters short options that have a value
   */
  String nextDetached(String letters) {
    String argument = next();
    if (argument.length() > 2
        && argument.charAt(0) == '-'
        && letters.indexOf(argument.charAt(1)) >= 0) {
      rest.addFirst(argument.substring(2));
      return argument.substring(0, 2);
    }
    int equals = argument.indexOf('=');
    if (argument.startsWith("--") && equals > 0) {
      rest.addFirst(argument.substring(equals + 1));
      return argument.substring(0, equals);
    }
    return argument;
  }

  /** The value of an option. */
  String value(String option) throws UnrecognisedException {
    if (rest.isEmpty()) {
      throw new UnrecognisedException(program + " has no value for " + option);
    }
    return rest.remove();
  }

  /** The value of an option, when it is one of those. */
  String oneOf(String option, String... allowed) throws UnrecognisedException {
    String value = value(option);
    if (!Arrays.asList(allowed).contains(value)) {
      throw unknown(option + " " + value);
    }
    return value;
  }

  /** The value of an option that counts from 1. */
  int positive(String option) throws UnrecognisedException {
    String value = value(option);
    if (!value.matches("[1-9]\\d{0,3}")) {
      throw unknown(option + " " + value);
    }
    return Integer.parseInt(value);
  }

  /** The value of an option that is a rate, {@code 16000} or {@code 16k}. */
  int hertz(String option) throws UnrecognisedException {
    String value = value(option).toLowerCase(Locale.ROOT);
    boolean kilo = value.endsWith("k");
    String number = kilo ? value.substring(0, value.length() - 1) : value;
    if (!number.matches("\\d{1,8}(\\.\\d{1,6})?")) {
      throw unknown(option + " " + value);
    }
    double hertz = Double.parseDouble(number) * (kilo ? 1000 : 1);
    if (hertz < 1 || hertz > MAX_HZ || hertz != Math.rint(hertz)) {
      throw unknown(option + " " + value);
    }
    return (int) hertz;
  }

  /** The argument, when it is not an option. */
  String operand(String argument) throws UnrecognisedException {
    if (argument.length() > 1 && argument.startsWith("-")) {
      throw unknown(argument);
    }
    return argument;
  }

  /** All that is left, when none is an option. */
  List<String> operands() throws UnrecognisedException {
    List<String> operands = new ArrayList<>();
    while (hasNext()) {
      operands.add(operand(next()));
    }
    return operands;
  }

  /** All flags that are left, without taking them. */
  List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (String argument : rest) {
      flags.addAll(splitFlags(argument));
    }
    return flags;
  }

  /** The only file of a list, or null when it is empty. */
  @Nullable String atMostOne(List<String> files) throws UnrecognisedException {
    if (files.size() > 1) {
      throw new UnrecognisedException(program + " has more than one file");
    }
    return files.isEmpty() ? null : files.get(0);
  }

  UnrecognisedException unknown(String what) {
    return new UnrecognisedException("\"" + what + "\" of " + program + " is not known");
  }

  /** The flags of {@code -cds}, or the argument itself when it is not a bundle of flags. */
  static List<String> splitFlags(String argument) {
    if (!argument.matches("-[A-Za-z]{2,}")) {
      return List.of(argument);
    }
    List<String> flags = new ArrayList<>();
    for (int i = 1; i < argument.length(); i++) {
      flags.add("-" + argument.charAt(i));
    }
    return flags;
  }
}
