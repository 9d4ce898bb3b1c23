package speechreps.kaldi;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a text file, without blanks at its ends (a carriage return is one).
 *
 * @param number its number, from 1
 * @param text the line
 */
public record TextLine(int number, String text) {
  /** The parts between ASCII blanks. */
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = endOfField(start);
      fields.add(text.substring(start, end));
      start = startOfField(end);
    }
    return fields;
  }

  /**
   * The fields, when there are as many as expected.
   *
   * @param layout the expected fields, for the message
   * @throws IllegalArgumentException when there are fewer or more
   */
  public List<String> fields(int least, int most, String layout) {
    List<String> fields = fields();
    if (fields.size() < least || fields.size() > most) {
      throw new IllegalArgumentException(
          "expected \"" + layout + "\", got " + count(fields.size()));
    }
    return fields;
  }

  /** The first field. */
  public String key() {
    return text.substring(0, endOfField(0));
  }

  /** Everything after the first field, inner blanks as they are; empty when there is no more. */
  public String rest() {
    return text.substring(startOfField(endOfField(0)));
  }

  private static String count(int fields) {
    return fields == 1 ? "1 field" : fields + " fields";
  }

  private int endOfField(int start) {
    int end = start;
    while (end < text.length() && !TextNumbers.isBlank(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int startOfField(int end) {
    int start = end;
    while (start < text.length() && TextNumbers.isBlank(text.charAt(start))) {
      start++;
    }
    return start;
  }
}
