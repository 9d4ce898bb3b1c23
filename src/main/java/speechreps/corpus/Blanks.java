package speechreps.corpus;

/** Kaldi's white space, which is that of the C locale: other spaces of Unicode are letters. */
final class Blanks {
  private Blanks() {}

  static boolean isBlank(int character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }

  /** The text without blanks at its ends. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Where the first blank is, or the length of the text when it has none. */
  static int firstBlank(String text) {
    int at = 0;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
