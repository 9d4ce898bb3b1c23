package speechreps.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options from a file, for scheduled jobs: one {@code key=value} a line, {@code #} begins a
 * comment, a key without a value is a flag. The command line wins over the file.
 */
final class ConfFile {
  static final String OPTION = "--conf-file";

  private static final Set<String> PAIRS = Set.of("--feature-option", "--cmvn-option");

  private ConfFile() {}

  /**
   * Puts the file's options before the arguments.
   *
   * @param known the names of all options
   * @throws IllegalArgumentException when the file cannot be read or a line is no option
   */
  static String[] expand(String[] args, Set<String> known) {
    String file = find(args);
    if (file == null) {
      return args;
    }
    List<String> expanded = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String origin = file + ":" + (i + 1);
        if (!known.contains(option(line, origin))) {
          throw new IllegalArgumentException(
              "unknown option " + option(line, origin) + " (" + origin + ")");
        }
        addUnlessGiven(line, option(line, origin), args, expanded);
      }
    }
    expanded.addAll(Arrays.asList(args));
    return expanded.toArray(new String[0]);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no such " + OPTION + " (" + file + ")", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(OPTION + " is not UTF-8 text (" + file + ")", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read " + OPTION + ": " + e.getMessage() + " (" + file + ")", e);
    }
  }

  private static String option(String line, String origin) {
    int equals = line.indexOf('=');
    String key = (equals < 0 ? line : line.substring(0, equals)).strip();
    if (!key.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "expected a line of key=value such as model=decoar, got '" + line + "' (" + origin + ")");
    }
    return "--" + key;
  }

  private static void addUnlessGiven(
      String line, String option, String[] args, List<String> expanded) {
    int equals = line.indexOf('=');
    // Options that collect pairs add up: of two values for one key the later, the command line's,
    // wins.
    boolean given =
        !PAIRS.contains(option)
            && Arrays.stream(args)
                .anyMatch(arg -> arg.equals(option) || arg.startsWith(option + "="));
    if (!given) {
      expanded.add(equals < 0 ? option : option + "=" + line.substring(equals + 1).strip());
    }
  }

  private static @Nullable String find(String[] args) {
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
