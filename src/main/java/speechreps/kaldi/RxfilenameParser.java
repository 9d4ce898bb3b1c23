package speechreps.kaldi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the kinds of rxfilenames from each other. */
final class RxfilenameParser {
  private static final Pattern RANGE = Pattern.compile("(.+)(\\[[0-9:,]*])", Pattern.DOTALL);
  private static final Pattern OFFSET = Pattern.compile("(.+):([0-9]+)", Pattern.DOTALL);

  private RxfilenameParser() {}

  static Rxfilename parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      return new Rxfilename.Range(parsePlain(range.group(1)), MatrixRange.parse(range.group(2)));
    }
    return parsePlain(text);
  }

  private static Rxfilename parsePlain(String text) {
    if (text.isEmpty() || text.equals("-")) {
      throw new IllegalArgumentException(
          "expected a file, an archive offset or a command, got standard input: \"" + text + "\"");
    }
    if (text.startsWith("|")) {
      throw new IllegalArgumentException(
          "expected something to read, got a pipe to write into: " + text);
    }
    if (text.endsWith("|")) {
      return new Rxfilename.Command(text.substring(0, text.length() - 1).strip());
    }
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      return new Rxfilename.Offset(offset.group(1), number(offset.group(2), text));
    }
    return new Rxfilename.File(text);
  }

  private static long number(String digits, String text) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the offset is too large: " + text, e);
    }
  }
}
