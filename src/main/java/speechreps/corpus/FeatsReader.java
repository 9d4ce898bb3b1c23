package speechreps.corpus;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.TextLine;
import speechreps.kaldi.TextTable;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * Kaldi's {@code feats.scp}, each line an utterance whose features were computed before.
 *
 * <p>Of the files beside it, {@code frame_shift} tells the time between frames in seconds; {@code
 * utt2dur}, or else {@code utt2num_frames}, gives durations, to balance work; {@code utt2spk} gives
 * speakers.
 */
final class FeatsReader {
  static final String FEATS_SCP = "feats.scp";

  /** Kaldi's, for data directories that do not tell theirs. Durations only balance work. */
  private static final double DEFAULT_FRAME_SHIFT_SECONDS = 0.01;

  private static final double MILLIS = 1000;

  private final Storage storage;
  private final ManifestFile scp;
  private final CorpusBuilder out;

  FeatsReader(Storage storage, ManifestFile scp, CorpusBuilder out) {
    this.storage = storage;
    this.scp = scp;
    this.out = out;
  }

  /**
   * Reads the file and those beside it.
   *
   * @param given the root that the user gives, or null
   */
  PathRoot read(@Nullable String given) throws IOException {
    PathRoot root = new ScpReader(storage, scp, out).read(given);
    double frameShiftSeconds = frameShiftSeconds();
    if (has("utt2dur")) {
      new Annotations(file("utt2dur"), out).addSeconds();
    }
    if (has("utt2num_frames") && isDurationMissing()) {
      new Annotations(file("utt2num_frames"), out).addFrames(frameShiftSeconds);
    }
    if (has("utt2spk")) {
      new Annotations(file("utt2spk"), out).addSpeakers();
    }
    return root;
  }

  private boolean isDurationMissing() {
    return out.sorted().stream().map(Utterance::seconds).anyMatch(seconds -> seconds.isNaN());
  }

  private double frameShiftSeconds() throws IOException {
    if (!has("frame_shift")) {
      return DEFAULT_FRAME_SHIFT_SECONDS;
    }
    ManifestFile file = file("frame_shift");
    TextTable<Double> table = file.read(source -> TextTable.read(source, FeatsReader::seconds));
    List<Double> seconds = table.entries();
    if (seconds.size() != 1 || !table.faults().isEmpty() || !(seconds.get(0) > 0)) {
      out.add(
          ManifestProblem.fatal(
              null, file.name(), "expected one line with a frame shift in seconds, such as 0.01"));
      return DEFAULT_FRAME_SHIFT_SECONDS;
    }
    out.frameShiftMs(seconds.get(0) * MILLIS);
    return seconds.get(0);
  }

  private static double seconds(TextLine line) {
    return Double.parseDouble(line.text());
  }

  private boolean has(String name) throws IOException {
    return storage.exists(beside(name));
  }

  private ManifestFile file(String name) {
    return new ManifestFile(storage, beside(name));
  }

  private String beside(String name) {
    return Storage.resolve(Storage.parent(scp.location()), name);
  }
}
