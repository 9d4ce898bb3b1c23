package speechreps.kaldi.pipe;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into the programs of its pipeline and their words, as a POSIX shell does:
 * blanks, single and double quotes, backslashes, bars. {@code 2>/dev/null} is left out. Everything
 * else that a shell would act on is refused.
 */
final class ShellWords {
  private static final String ACTIVE = "$`;&<>(){}*?[\n";
  private static final String ACTIVE_AT_START = "~#";
  private static final String DISCARD_ERRORS = "2>/dev/null";

  private final String command;
  private int at;
  private final List<List<String>> stages = new ArrayList<>();
  private List<String> words = new ArrayList<>();

  private ShellWords(String command) {
    this.command = command;
  }

  /** The words of every program; at least one program, each with at least one word. */
  static List<List<String>> stages(String command) throws UnrecognisedException {
    ShellWords shell = new ShellWords(command);
    shell.split();
    return shell.stages;
  }

  private void split() throws UnrecognisedException {
    while (at < command.length()) {
      char next = command.charAt(at);
      if (next == ' ' || next == '\t') {
        at++;
      } else if (next == '|') {
        at++;
        endStage();
      } else if (startsWithDiscard()) {
        at += DISCARD_ERRORS.length();
      } else {
        words.add(word());
      }
    }
    endStage();
  }

  private void endStage() throws UnrecognisedException {
    if (words.isEmpty()) {
      throw new UnrecognisedException("a program is missing beside a bar");
    }
    stages.add(words);
    words = new ArrayList<>();
  }

  private boolean startsWithDiscard() {
    int end = at + DISCARD_ERRORS.length();
    return command.startsWith(DISCARD_ERRORS, at)
        && (end == command.length() || " \t|".indexOf(command.charAt(end)) >= 0);
  }

  private String word() throws UnrecognisedException {
    StringBuilder word = new StringBuilder();
    while (at < command.length() && " \t|".indexOf(command.charAt(at)) < 0) {
      char next = command.charAt(at++);
      switch (next) {
        case '\'' -> word.append(singleQuoted());
        case '"' -> doubleQuoted(word);
        case '\\' -> word.append(escaped());
        default -> {
          boolean atStart = word.isEmpty() && ACTIVE_AT_START.indexOf(next) >= 0;
          if (atStart || ACTIVE.indexOf(next) >= 0) {
            throw new UnrecognisedException("it needs a shell for '" + next + "'");
          }
          word.append(next);
        }
      }
    }
    return word.toString();
  }

  private String singleQuoted() throws UnrecognisedException {
    int end = command.indexOf('\'', at);
    if (end < 0) {
      throw new UnrecognisedException("a single quote is not closed");
    }
    String quoted = command.substring(at, end);
    at = end + 1;
    return quoted;
  }

  private void doubleQuoted(StringBuilder word) throws UnrecognisedException {
    while (at < command.length()) {
      char next = command.charAt(at++);
      if (next == '"') {
        return;
      }
      if (next == '$' || next == '`') {
        throw new UnrecognisedException("it needs a shell for '" + next + "'");
      }
      boolean escape =
          next == '\\' && at < command.length() && "$`\"\\".indexOf(command.charAt(at)) >= 0;
      word.append(escape ? command.charAt(at++) : next);
    }
    throw new UnrecognisedException("a double quote is not closed");
  }

  private char escaped() throws UnrecognisedException {
    if (at == command.length()) {
      throw new UnrecognisedException("nothing follows the last backslash");
    }
    return command.charAt(at++);
  }
}
