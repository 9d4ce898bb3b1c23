package speechreps.kaldi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import speechreps.speech.Source;

/**
 * What a text file of one entry a line holds: the entries, and the lines that are none.
 *
 * <p>A bad line does not end the file, as it does in Kaldi, and is not an exception: whoever reads
 * several files can list the faults of all of them together.
 *
 * @param location the file
 * @param entries in the file's order
 * @param faults in the file's order
 * @param <T> type of the entries
 */
public record TextTable<T>(String location, List<T> entries, List<LineFault> faults) {
  /** Takes copies. */
  public TextTable {
    entries = List.copyOf(entries);
    faults = List.copyOf(faults);
  }

  /**
   * Makes an entry of a line that is not empty.
   *
   * @param <T> type of the entries
   */
  @FunctionalInterface
  public interface LineParser<T> {
    /**
     * The entry of a line.
     *
     * @throws IllegalArgumentException when the line is none; its message becomes the fault's
     */
    T parse(TextLine line);
  }

  /**
   * Reads a whole file. Line ends are LF or CRLF; a byte order mark at the start is skipped.
   *
   * @throws KaldiFormatException when the file is not text: a line is longer than 1 MiB
   */
  public static <T> TextTable<T> read(Source source, LineParser<T> parser) throws IOException {
    List<T> entries = new ArrayList<>();
    List<LineFault> faults = new ArrayList<>();
    try (LineReader lines = LineReader.open(source)) {
      while (lines.next()) {
        if (lines.fault() != null) {
          faults.add(lines.fault());
          continue;
        }
        TextLine line = lines.line();
        try {
          entries.add(parser.parse(line));
        } catch (IllegalArgumentException e) {
          faults.add(new LineFault(line.number(), line.text(), String.valueOf(e.getMessage())));
        }
      }
    }
    return new TextTable<>(source.location(), entries, faults);
  }
}
