package speechreps.kaldi;

import java.io.IOException;
import java.util.List;
import speechreps.speech.Source;

/**
 * The small text files of a Kaldi data directory: a key and something about it in every line.
 *
 * <p>{@code wav.scp} and {@code feats.scp} are {@link ScpLine}s, {@code segments} are {@link
 * SegmentLine}s.
 */
public final class DataDirFiles {
  private DataDirFiles() {}

  /** A key and a word or text about it. */
  public record KeyValue(int line, String key, String value) {}

  /** A key and a duration in seconds, at least 0. */
  public record KeySeconds(int line, String key, double seconds) {}

  /** A key and other keys that belong to it, at least one. */
  public record KeyList(int line, String key, List<String> values) {
    /** Takes a copy. */
    public KeyList {
      values = List.copyOf(values);
    }
  }

  /** A recording, the name of its audio file without extension, and its side, often A or B. */
  public record FileAndChannel(int line, String recording, String file, String channel) {}

  /** Reads {@code utt2spk}, {@code spk2gender}, {@code utt2lang} and others of two fields. */
  public static TextTable<KeyValue> readPairs(Source source) throws IOException {
    return TextTable.read(
        source,
        line -> {
          List<String> fields = line.fields(2, 2, "key value");
          return new KeyValue(line.number(), key(fields.get(0)), fields.get(1));
        });
  }

  /** Reads {@code text}: the value is the transcript, which may be empty. */
  public static TextTable<KeyValue> readText(Source source) throws IOException {
    return TextTable.read(
        source, line -> new KeyValue(line.number(), key(line.key()), line.rest()));
  }

  /** Reads {@code spk2utt}. */
  public static TextTable<KeyList> readLists(Source source) throws IOException {
    return TextTable.read(
        source,
        line -> {
          List<String> fields = line.fields(2, Integer.MAX_VALUE, "key value value ...");
          return new KeyList(line.number(), key(fields.get(0)), fields.subList(1, fields.size()));
        });
  }

  /** Reads {@code utt2dur} and {@code reco2dur}. */
  public static TextTable<KeySeconds> readDurations(Source source) throws IOException {
    return TextTable.read(
        source,
        line -> {
          List<String> fields = line.fields(2, 2, "key seconds");
          double seconds = seconds("duration", fields.get(1));
          if (seconds < 0) {
            throw new IllegalArgumentException("duration must be at least 0, got " + seconds);
          }
          return new KeySeconds(line.number(), key(fields.get(0)), seconds);
        });
  }

  /** Reads {@code reco2file_and_channel}. */
  public static TextTable<FileAndChannel> readFilesAndChannels(Source source) throws IOException {
    return TextTable.read(
        source,
        line -> {
          List<String> fields = line.fields(3, 3, "recording file channel");
          return new FileAndChannel(
              line.number(), key(fields.get(0)), fields.get(1), fields.get(2));
        });
  }

  /**
   * A duration as {@code utt2dur} has it: 7 significant digits, like Kaldi's {@code
   * wav-to-duration}.
   */
  public static String durationText(double seconds) {
    return TextNumbers.format(seconds);
  }

  /** The key itself, when it is allowed. */
  static String key(String key) {
    String fault = Keys.fault(key);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    return key;
  }

  /** A time in seconds. */
  static double seconds(String what, String field) {
    if (!TextNumbers.isDecimal(field)) {
      throw new IllegalArgumentException("expected " + what + " in seconds, got \"" + field + "\"");
    }
    return Double.parseDouble(field);
  }
}
