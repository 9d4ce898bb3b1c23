package speechreps.corpus;

import java.util.List;
import java.util.Locale;

/** What a file with sound is called. */
final class AudioFiles {
  /** Extensions that a folder is searched for, in lower case; upper case is found too. */
  static final List<String> EXTENSIONS =
      List.of(
          "wav", "flac", "mp3", "ogg", "oga", "opus", "sph", "aiff", "aif", "aifc", "w64", "rf64",
          "au", "snd", "caf", "m4a", "aac", "wma", "webm", "amr", "spx");

  private AudioFiles() {}

  static boolean isAudio(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
