package speechreps.corpus;

import java.util.List;
import java.util.regex.Pattern;
import speechreps.kaldi.TextLine;

/**
 * Tells the forms of a manifest apart.
 *
 * <ul>
 *   <li>A folder with a {@code wav.scp} is a Kaldi data directory, one with only a {@code
 *       feats.scp} a data directory of features, another one a folder of audio.
 *   <li>A file named {@code *.scp} (also {@code wav.scp.gz} and Kaldi's splits {@code wav.3.scp},
 *       {@code wav.scp.3}) is an scp: of features if its name starts with {@code feats}, else of
 *       audio.
 *   <li>Any other file is a list of paths, unless each of its first lines can only be that of an
 *       scp: a key without a slash, then an absolute path, a URI, an offset into an archive or a
 *       command. ({@code my song.wav} is a path with a blank.)
 * </ul>
 */
final class FormDetector {
  private static final Pattern SCP_NAME = Pattern.compile(".*\\.scp(\\.[0-9]+)?(\\.gz)?");
  private static final Pattern ONLY_SCP =
      Pattern.compile("[^\\s/]+\\s+(/.*|[A-Za-z][A-Za-z0-9+.-]*:/.*|.*\\.ark:[0-9]+|.*\\|)");

  private static final int FIRST_LINES = 100;

  private FormDetector() {}

  static boolean isNamedFeats(String name) {
    return name.startsWith("feats") && isNamedScp(name);
  }

  static boolean isNamedScp(String name) {
    return SCP_NAME.matcher(name).matches();
  }

  /** True when none of the first lines makes sense as a path. */
  static boolean canOnlyBeScp(List<TextLine> lines) {
    return !lines.isEmpty()
        && lines.stream()
            .limit(FIRST_LINES)
            .allMatch(line -> ONLY_SCP.matcher(line.text()).matches());
  }
}
