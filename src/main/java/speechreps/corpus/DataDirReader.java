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

  private final ManifestReader manifests;
  private final Storage storage;

  DataDirReader(ManifestReader manifests, Storage storage) {
    this.manifests = manifests;
    this.storage = storage;
  }

  /** Reads a directory that has a {@code wav.scp}; the root of its relative paths. */
  PathRoot read(String folder, @Nullable String given, CorpusBuilder out) throws IOException {
    String segments = folder + "/segments";
    boolean segmented = storage.exists(segments);
    CorpusBuilder recordings = segmented ? new CorpusBuilder() : out;
    PathRoot root =
        manifests.readLines(folder + "/" + WAV_SCP, given, ManifestForm.SCP, recordings);
    withSeconds(folder + "/reco2dur", recordings);
    if (segmented) {
      List<Utterance> sorted = recordings.sorted();
      out.addAsWarnings(recordings);
      try (ManifestLines lines = lines(segments)) {
        new SegmentsReader(sorted, out).read(lines);
      }
    }
    withSeconds(folder + "/utt2dur", out);
    withSpeakers(folder + "/utt2spk", out);
    return root;
  }

  private void withSeconds(String file, CorpusBuilder entries) throws IOException {
    if (storage.exists(file)) {
      try (ManifestLines lines = lines(file)) {
        entries.replace(new Annotations(entries.sorted(), entries).withSeconds(lines));
      }
    }
  }

  private void withSpeakers(String file, CorpusBuilder entries) throws IOException {
    if (storage.exists(file)) {
      try (ManifestLines lines = lines(file)) {
        entries.replace(new Annotations(entries.sorted(), entries).withSpeakers(lines));
      }
    }
  }

  private ManifestLines lines(String file) throws IOException {
    return new ManifestLines(storage.source(file));
  }
}
