package speechreps.kaldi;

import java.io.IOException;
import speechreps.speech.Source;

/**
 * A line of an scp: {@code key rxfilename}.
 *
 * @param line its number, from 1
 * @param key what the object is called
 * @param rxfilename where it is, see {@link Rxfilename}; may hold blanks
 */
public record ScpLine(int line, String key, String rxfilename) {
  /** Reads {@code wav.scp}, {@code feats.scp} and the like. */
  public static TextTable<ScpLine> read(Source source) throws IOException {
    return TextTable.read(source, ScpLine::parse);
  }

  /**
   * The line, without a line end, that names a value of an archive.
   *
   * @param archive the archive's path as readers of the scp shall open it
   * @param offset as {@link ArkWriter#write} returned it
   */
  public static String ofArchive(String key, String archive, long offset) {
    return key + " " + archive + ":" + offset;
  }

  private static ScpLine parse(TextLine line) {
    String rxfilename = line.rest();
    if (rxfilename.isEmpty()) {
      throw new IllegalArgumentException("expected \"key rxfilename\", got 1 field");
    }
    return new ScpLine(line.number(), DataDirFiles.key(line.key()), rxfilename);
  }
}
