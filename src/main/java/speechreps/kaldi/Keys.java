package speechreps.kaldi;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Keys of tables: which are allowed, and their order. */
public final class Keys {
  /**
   * The order of {@code LC_ALL=C sort}, which Kaldi's scripts demand: by the bytes of UTF-8, which
   * is by code point. {@code String.compareTo} differs for characters beyond U+FFFF.
   */
  public static final Comparator<String> BYTE_ORDER = Keys::compareCodePoints;

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

  private static int compareCodePoints(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // A surrogate stands for a code point beyond every other char.
        boolean sameKind = Character.isSurrogate(a) == Character.isSurrogate(b);
        return sameKind ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
