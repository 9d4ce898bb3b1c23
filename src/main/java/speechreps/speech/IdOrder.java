package speechreps.speech;

import java.util.Comparator;

/**
 * Orders ids as the bytes of their UTF-8 form, like {@code LC_ALL=C sort}, which Kaldi's tools ask
 * for.
 *
 * <p>That is the order of code points. Java's own order of strings differs from it where a
 * character beyond U+FFFF meets one between U+E000 and U+FFFF.
 */
public enum IdOrder implements Comparator<String> {
  /** The only instance: the order has no state. */
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
