package speechreps.kaldi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import speechreps.speech.Source;

/**
 * A configuration file of a Kaldi program, {@code --config=fbank.conf} (Kaldi: {@code
 * ReadConfigFile} in {@code util/parse-options.cc}).
 *
 * <pre>
 * line := ["--" name ["=" value]] ["#" comment]
 * name := letters, digits, "-" and "_", which are the same; case does not matter
 * </pre>
 *
 * What the names mean is not known here.
 *
 * @param location the file
 * @param options in the file's order; a later one of the same name wins
 */
public record KaldiConf(String location, List<Option> options) {
  /** Takes a copy. */
  public KaldiConf {
    options = List.copyOf(options);
  }

  /**
   * One option.
   *
   * @param key in lower case with hyphens, without the leading ones: {@code num-mel-bins}
   * @param value {@code true} when the line has no equals sign; may be empty
   * @param line its number, from 1
   */
  public record Option(String key, String value, int line) {}

  /**
   * Reads a whole file.
   *
   * @throws KaldiFormatException for the first line that is neither an option nor empty
   */
  public static KaldiConf read(Source source) throws IOException {
    List<Option> options = new ArrayList<>();
    try (LineReader lines = LineReader.open(source)) {
      while (lines.next()) {
        TextLine line = lines.line();
        String text = withoutComment(line.text());
        if (!text.isEmpty()) {
          options.add(option(source.location(), line.number(), text));
        }
      }
    }
    return new KaldiConf(source.location(), options);
  }

  /**
   * The text of a configuration file.
   *
   * @param options values by names, both as they shall stand there
   */
  public static String text(Map<String, String> options) {
    StringBuilder text = new StringBuilder();
    options.forEach(
        (key, value) -> text.append("--").append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static Option option(String location, int line, String text) throws KaldiFormatException {
    if (!text.startsWith("--")) {
      throw KaldiFormatException.atLine(
          location, line, "expected --name=value, got \"" + text + "\"");
    }
    int equals = text.indexOf('=');
    String name = equals < 0 ? text.substring(2) : text.substring(2, equals);
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw KaldiFormatException.atLine(
          location, line, "expected the name of an option after --, got \"" + text + "\"");
    }
    String key = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return new Option(key, equals < 0 ? "true" : text.substring(equals + 1).strip(), line);
  }

  private static String withoutComment(String text) {
    int comment = text.indexOf('#');
    return comment < 0 ? text : text.substring(0, comment).strip();
  }
}
