package speechreps.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import speechreps.kaldi.LineReader;
import speechreps.kaldi.Rxfilename;
import speechreps.speech.IdOrder;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;
import speechreps.storage.UnpackedSource;

/**
 * Passes the files of a Kaldi data directory on to another one that has features for some of its
 * utterances, as {@code fix_data_dir.sh} would leave them: sorted, and only what still belongs to
 * an utterance.
 *
 * <p>What was computed from other features ({@code cmvn.scp}, {@code vad.scp}, {@code
 * utt2num_frames} …) stays behind.
 */
public final class DataDirCopy {
  private static final String WAV_SCP = "wav.scp";
  private static final String SEGMENTS = "segments";
  private static final List<String> BY_UTTERANCE =
      List.of("text", "utt2lang", "utt2uniq", "utt2warp");
  private static final List<String> BY_SPEAKER = List.of("spk2gender", "spk2warp");
  private static final List<String> BY_RECORDING =
      List.of(WAV_SCP, "reco2dur", "reco2file_and_channel", "reco2num_spk");

  private final Storage storage;
  private final String from;
  private final String root;
  private final String to;
  private final List<String> incomplete = new ArrayList<>();

  /**
   * A copy from one folder to another.
   *
   * @param root the folder that relative paths of {@code wav.scp} are taken from, absolute
   */
  public DataDirCopy(Storage storage, String from, String root, String to) {
    this.storage = storage;
    this.from = from;
    this.root = root;
    this.to = to;
  }

  /** The files that there are to pass on. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name :
        Stream.of(BY_UTTERANCE, List.of(SEGMENTS), BY_SPEAKER, BY_RECORDING)
            .flatMap(List::stream)
            .toList()) {
      if (storage.exists(Storage.resolve(from, name))) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Copies all files.
   *
   * @param utterances those that have features, in byte order of their ids
   * @return what is wrong with the result, because it was with the directory: a file that does not
   *     cover what it should
   */
  public List<String> copy(List<Utterance> utterances) throws IOException {
    List<String> names = names();
    SortedKeys ids = new SortedKeys(utterances.stream().map(Utterance::id).toList());
    filter(names, BY_UTTERANCE, ids);
    filter(names, BY_SPEAKER, sorted(utterances.stream().map(Utterance::speakerOrId)));
    if (names.contains(SEGMENTS)) {
      filter(names, List.of(SEGMENTS), ids);
      filter(names, BY_RECORDING, recordings());
    } else {
      filter(names, BY_RECORDING, ids);
    }
    return incomplete;
  }

  private void filter(List<String> names, List<String> wanted, SortedKeys keys) throws IOException {
    for (String name : wanted) {
      if (names.contains(name)) {
        UnpackedSource source = new UnpackedSource(storage.source(Storage.resolve(from, name)));
        int written =
            new FilteredTable(source, keys, content(name))
                .write(storage, Storage.resolve(to, name));
        if (written < keys.size()) {
          incomplete.add(
              name + ": no line for " + (keys.size() - written) + " of " + keys.size() + " keys");
        }
      }
    }
  }

  /** Lines as they are, byte for byte, but for relative paths: they would mean another file. */
  private Function<LineReader, byte[]> content(String name) {
    return name.equals(WAV_SCP) ? this::rooted : LineReader::content;
  }

  private byte[] rooted(LineReader lines) {
    String rxfilename = lines.line().rest();
    if (lines.fault() != null || rxfilename.isEmpty() || rxfilename.endsWith("|")) {
      return lines.content();
    }
    try {
      Rxfilename absolute =
          Rxfilename.parse(rxfilename)
              .mapPath(path -> Storage.localPath(Storage.resolve(root, path)));
      return (lines.line().key() + " " + absolute.text()).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not the line that made the features: a bad one before a good one of the same key.
      return lines.content();
    }
  }

  /** The recordings of the segments that were written. */
  private SortedKeys recordings() throws IOException {
    TreeSet<String> recordings = new TreeSet<>(IdOrder.INSTANCE);
    try (LineReader lines = LineReader.open(storage.source(Storage.resolve(to, SEGMENTS)))) {
      while (lines.next()) {
        List<String> fields = lines.line().fields();
        if (fields.size() > 1) {
          recordings.add(fields.get(1));
        }
      }
    }
    return new SortedKeys(List.copyOf(recordings));
  }

  private static SortedKeys sorted(Stream<String> keys) {
    TreeSet<String> distinct = new TreeSet<>(IdOrder.INSTANCE);
    keys.forEach(distinct::add);
    return new SortedKeys(List.copyOf(distinct));
  }
}
