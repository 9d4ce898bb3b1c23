package speechreps.corpus;

import java.io.IOException;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** Folders of audio files: every file with a known extension, at any depth. */
final class FolderReader {
  private FolderReader() {}

  /** Reads a folder; the id is the path below {@code root}, which is the folder or above it. */
  static void read(Storage storage, String folder, PathRoot root, CorpusBuilder out)
      throws IOException {
    int others = 0;
    String firstOther = "";
    for (String file : storage.filesBelow(storage.absolute(folder))) {
      String id = root.idOf(file);
      if (AudioFiles.isAudio(file)) {
        out.add(Utterance.ofRecording(id, file, id));
      } else if (others++ == 0) {
        firstOther = id;
      }
    }
    if (out.isEmpty()) {
      out.add(
          ManifestProblem.fatal(
              null,
              folder,
              "no audio files in this folder: expected files ending in ."
                  + String.join(", .", AudioFiles.EXTENSIONS)
                  + ", got "
                  + others
                  + " others"));
    } else if (others > 0) {
      out.add(
          ManifestProblem.warning(
              null,
              folder,
              "files left out because their extension is not one of audio: "
                  + others
                  + ", the first is "
                  + firstOther));
    }
  }
}
