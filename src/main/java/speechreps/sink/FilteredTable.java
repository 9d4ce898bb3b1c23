package speechreps.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import speechreps.kaldi.LineReader;
import speechreps.speech.Source;
import speechreps.storage.Storage;

/**
 * The lines of a file whose keys are wanted, sorted, the first one of each key: what Kaldi's {@code
 * filter_scp.pl} and {@code sort -k1,1 -u} leave of it.
 *
 * <p>A sorted file streams through; of another one a slice of the keys is collected at a time, and
 * the file read as often.
 */
final class FilteredTable {
  private static final int SLICE = 1 << 20;

  private final Source from;
  private final SortedKeys keys;
  private final Function<LineReader, byte[]> content;
  private final int slice;

  /**
   * A file that is filtered.
   *
   * @param content what is written of the line where a reader stands
   */
  FilteredTable(Source from, SortedKeys keys, Function<LineReader, byte[]> content) {
    this(from, keys, content, SLICE);
  }

  /**
   * The same with another limit.
   *
   * @param slice lines that are held at a time
   */
  FilteredTable(Source from, SortedKeys keys, Function<LineReader, byte[]> content, int slice) {
    this.from = from;
    this.keys = keys;
    this.content = content;
    this.slice = slice;
  }

  /**
   * Writes the file.
   *
   * @return how many keys have a line
   */
  int write(Storage storage, String to) throws IOException {
    try (TableFile out = TableFile.create(storage, to)) {
      int written = stream(out);
      if (written >= 0) {
        out.commit();
        return written;
      }
    }
    try (TableFile out = TableFile.create(storage, to)) {
      int written = 0;
      for (int first = 0; first < keys.size(); first += slice) {
        for (byte[] line : collect(first)) {
          out.line(line);
          written++;
        }
      }
      out.commit();
      return written;
    }
  }

  /** Copies the lines in the file's order; -1 when that is another one. */
  private int stream(TableFile out) throws IOException {
    int written = 0;
    int last = -1;
    try (LineReader lines = LineReader.open(from)) {
      while (lines.next()) {
        int index = keys.find(lines.line().key());
        if (index >= 0 && index < last) {
          return -1;
        }
        if (index > last) {
          out.line(content.apply(lines));
          last = index;
          written++;
        }
      }
    }
    return written;
  }

  /** The lines of the keys from one on, a slice of them, in order. */
  private Collection<byte[]> collect(int first) throws IOException {
    SortedMap<Integer, byte[]> found = new TreeMap<>();
    try (LineReader lines = LineReader.open(from)) {
      while (lines.next()) {
        int index = keys.find(lines.line().key());
        if (index >= first && index < first + slice && !found.containsKey(index)) {
          found.put(index, content.apply(lines));
        }
      }
    }
    return found.values();
  }
}
