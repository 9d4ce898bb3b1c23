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
  /** A folder with audio files at any depth. */
  FOLDER
}
