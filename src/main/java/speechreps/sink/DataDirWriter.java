package speechreps.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import speechreps.kaldi.DataDirFiles;
import speechreps.kaldi.KaldiConf;
import speechreps.speech.IdOrder;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * The files of a Kaldi data directory that say whose the utterances are and how their features were
 * made.
 *
 * <pre>
 * utt2spk      utterance speaker
 * spk2utt      speaker utterance utterance …
 * frame_shift  seconds from a frame to the next
 * conf/…       the options of the front end, for Kaldi's own programs
 * </pre>
 */
public final class DataDirWriter {
  /** Every name that is written here. */
  public static final List<String> NAMES =
      List.of(
          "utt2spk",
          "spk2utt",
          "frame_shift",
          "conf/fbank.conf",
          "conf/mfcc.conf",
          "conf/spectrogram.conf");

  private static final double MILLIS = 1000;

  private final Storage storage;
  private final String folder;

  /** A writer into a folder. */
  public DataDirWriter(Storage storage, String folder) {
    this.storage = storage;
    this.folder = folder;
  }

  /**
   * Writes {@code utt2spk} and {@code spk2utt}. An utterance without a speaker is its own, as in
   * Kaldi's recipes.
   *
   * @param utterances in byte order of their ids
   */
  public void speakers(List<Utterance> utterances) throws IOException {
    try (TableFile file = open("utt2spk")) {
      for (Utterance utterance : utterances) {
        file.line(utterance.id(), utterance.speakerOrId());
      }
      file.commit();
    }
    // Stable: the utterances of a speaker stay in order.
    List<Utterance> bySpeaker = new ArrayList<>(utterances);
    bySpeaker.sort(Comparator.comparing(Utterance::speakerOrId, IdOrder.INSTANCE));
    try (TableFile file = open("spk2utt")) {
      String speaker = "";
      for (Utterance utterance : bySpeaker) {
        if (!speaker.equals(utterance.speakerOrId())) {
          String end = speaker.isEmpty() ? "" : "\n";
          speaker = utterance.speakerOrId();
          file.append(end + speaker);
        }
        file.append(" " + utterance.id());
      }
      file.append(bySpeaker.isEmpty() ? "" : "\n");
      file.commit();
    }
  }

  /** Writes {@code frame_shift}. */
  public void frameShift(double frameShiftMs) throws IOException {
    String seconds = DataDirFiles.durationText(frameShiftMs / MILLIS);
    TableFile.write(storage, Storage.resolve(folder, "frame_shift"), seconds + "\n");
  }

  /**
   * Writes the configuration of a feature type.
   *
   * @param feature its name: fbank, mfcc or spectrogram
   * @param options values by Kaldi's names
   */
  public void conf(String feature, Map<String, String> options) throws IOException {
    String name = Storage.resolve(folder, "conf/" + feature + ".conf");
    TableFile.write(storage, name, KaldiConf.text(options));
  }

  private TableFile open(String name) throws IOException {
    return TableFile.create(storage, Storage.resolve(folder, name));
  }
}
