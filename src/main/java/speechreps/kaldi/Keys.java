package speechreps.kaldi;

import org.jspecify.annotations.Nullable;

/** Keys of tables: which are allowed, and their order. */
public final class Keys {
  private Keys() {}

  /**
   * What is wrong with a key, or null when nothing is: a key is not empty and has neither ASCII
   * blanks nor control characters.
   */
  public static @Nullable String fault(String key) {
    if (key.isEmpty()) {
      return "a key must not be empty";
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        return String.format(
            "a key must have neither blanks nor control characters, got U+%04X in \"%s\"",
            (int) c, printable(key));
      }
    }
    return null;
  }

  private static String printable(String key) {
    return key.replaceAll("\\p{Cntrl}", "?");
  }
}
