package speechreps.kaldi;

/**
 * A line of a text file that cannot be understood. The lines after it can.
 *
 * @param line its number, from 1
 * @param text the line, shortened when it is long
 * @param message what is wrong, expected and found; without the place
 */
public record LineFault(int line, String text, String message) {
  private static final int SHOWN_CHARS = 200;

  /** Shortens the text. */
  public LineFault {
    text = text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
  }

  /** True for a line of blanks alone: nothing was lost with it. */
  public boolean isEmptyLine() {
    return text.isEmpty();
  }
}
