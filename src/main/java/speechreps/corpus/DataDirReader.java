package speechreps.corpus;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * Kaldi data directories.
 *
 * <p>{@code wav.scp} has the recordings. With {@code segments} each of its lines is an utterance;
 * without, each recording is one. {@code utt2spk} gives speakers; {@code utt2dur} and {@code
 * reco2dur} give durations, to balance work. {@code reco2file_and_channel} is not read: as in
 * Kaldi, the entry in {@code wav.scp} already is the one channel that it names, which a later
 * choice of channel 1 would miss.
 */
final class DataDirReader {
  static final String WAV_SCP = "wav.scp";

  private final Storage storage;
  private final String folder;

  DataDirReader(Storage storage, String folder) {
    this.storage = storage;
    this.folder = folder;
  }

  /** True when the folder is a data directory. */
  boolean isDataDir() throws IOException {
    return has(WAV_SCP);
  }

  /**
   * Reads the directory.
   *
   * @param given the root that the user gives, or null
   */
  PathRoot read(@Nullable String given, CorpusBuilder out) throws IOException {
    boolean segmented = has("segments");
    CorpusBuilder recordings = segmented ? new CorpusBuilder() : out;
    PathRoot root = new ScpReader(storage, file(WAV_SCP), recordings).read(given);
    if (has("reco2dur")) {
      new Annotations(file("reco2dur"), recordings).addSeconds();
    }
    if (segmented) {
      List<Utterance> sorted = recordings.sorted();
      out.addAsWarnings(recordings);
      new SegmentsReader(sorted, out).read(file("segments"));
    }
    if (has("utt2dur")) {
      new Annotations(file("utt2dur"), out).addSeconds();
    }
    if (has("utt2spk")) {
      new Annotations(file("utt2spk"), out).addSpeakers();
    }
    return root;
  }

  private boolean has(String name) throws IOException {
    return storage.exists(folder + "/" + name);
  }

  private ManifestFile file(String name) {
    return new ManifestFile(storage, folder + "/" + name);
  }
}
