package speechreps.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Options from a file, for scheduled jobs: one {@code key=value} a line, {@code #} begins a
 * comment, a key without a value is a flag. The command line wins over the file.
 */
final class ConfFile {
  static final String OPTION = "--conf-file";

  private ConfFile() {}

  /**
   * Puts the file's options before the arguments.
   *
   * @throws IllegalArgumentException when the file is missing or a line is no option
   */
  static String[] expand(String[] args) throws IOException {
    String file = find(args);
    if (file == null) {
      return args;
    }
    List<String> expanded = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no such " + OPTION + " (" + file + ")", e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        addUnlessGiven(line, file + ":" + (i + 1), args, expanded);
      }
    }
    expanded.addAll(Arrays.asList(args));
    return expanded.toArray(new String[0]);
  }

  private static void addUnlessGiven(
      String line, String origin, String[] args, List<String> expanded) {
    int equals = line.indexOf('=');
    String key = (equals < 0 ? line : line.substring(0, equals)).strip();
    if (!key.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "expected a line of key=value such as model=decoar, got '" + line + "' (" + origin + ")");
    }
    String option = "--" + key;
    boolean given =
        Arrays.stream(args).anyMatch(arg -> arg.equals(option) || arg.startsWith(option + "="));
    if (!given) {
      expanded.add(equals < 0 ? option : option + "=" + line.substring(equals + 1).strip());
    }
  }

  private static @org.jspecify.annotations.Nullable String find(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(OPTION + "=")) {
        return args[i].substring(OPTION.length() + 1);
      }
      if (args[i].equals(OPTION) && i + 1 < args.length) {
        return args[i + 1];
      }
    }
    return null;
  }
}
