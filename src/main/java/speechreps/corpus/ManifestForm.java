package speechreps.corpus;

/** What kind of manifest is read. */
public enum ManifestForm {
  /** Found out from the manifest itself: see {@link FormDetector}. */
  AUTO,
  /** A text file with one audio path a line; blanks inside a path belong to it. */
  LIST,
  /** A Kaldi script file: a key, blanks, and an rxfilename a line. */
  SCP,
  /** A Kaldi data directory: {@code wav.scp}, and {@code segments}, {@code utt2spk} and so on. */
  DATA_DIR,
  /**
   * A Kaldi script file of features, {@code feats.scp}, or a data directory with one; beside it
   * {@code utt2spk}, {@code utt2dur}, {@code utt2num_frames} and {@code frame_shift}.
   */
  FEATS,
  /** A folder with audio files at any depth. */
  FOLDER
}
