package speechreps.corpus;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.storage.Storage;

/**
 * The folder that a manifest's relative paths are taken from.
 *
 * <ol>
 *   <li>The root that the user gives, if any.
 *   <li>Else the manifest's own folder, when one of its first relative paths is there.
 *   <li>Else the working directory, as in Kaldi, when one of them is there.
 *   <li>Else the manifest's own folder, with a warning.
 * </ol>
 *
 * <p>One folder holds for the whole manifest. A manifest whose recordings lie beside it therefore
 * reads the same wherever the job is started.
 */
final class PathRoot {
  /** Enough to see past a few lost recordings, few enough for a slow object store. */
  static final int MAX_PROBES = 16;

  private final String folder;
  private final String idFolder;

  private PathRoot(String folder, String idFolder) {
    this.folder = folder;
    this.idFolder = idFolder;
  }

  /** A folder that was chosen by the user, or is the manifest itself. */
  static PathRoot of(Storage storage, String folder) throws IOException {
    String absolute = storage.absolute(folder);
    return new PathRoot(absolute, absolute);
  }

  /**
   * Chooses by the rule above.
   *
   * @param manifest the manifest file
   * @param given what the user gives, or null
   * @param relativePaths the first relative paths of the manifest, {@code MAX_PROBES} at most
   * @param problems receives the warning
   */
  static PathRoot choose(
      Storage storage,
      String manifest,
      @Nullable String given,
      List<String> relativePaths,
      CorpusBuilder problems)
      throws IOException {
    if (given != null) {
      return of(storage, given);
    }
    String own = Storage.parent(storage.absolute(manifest));
    String working = storage.workingDirectory(manifest);
    if (relativePaths.isEmpty() || anyExists(storage, own, relativePaths)) {
      return new PathRoot(own, own);
    }
    if (anyExists(storage, working, relativePaths)) {
      return new PathRoot(working, own);
    }
    problems.add(
        ManifestProblem.warning(
            null,
            Storage.name(manifest),
            String.format(
                "relative paths are taken from %s, but its first %d relative paths are neither"
                    + " there nor in the working directory %s; give the root folder if they are"
                    + " elsewhere",
                own, relativePaths.size(), working)));
    return new PathRoot(own, own);
  }

  /** Where relative paths are taken from, absolute. */
  String folder() {
    return folder;
  }

  /** An absolute location for a path. */
  String resolve(String path) {
    return Storage.resolve(folder, path);
  }

  /**
   * The id of a path: relative to the given root or to the manifest's folder, with the extension,
   * so that {@code a/x.wav}, {@code b/x.wav} and {@code a/x.flac} differ. A path that lies
   * elsewhere is its own id.
   */
  String idOf(String path) {
    if (path.startsWith(idFolder)) {
      int end = idFolder.length();
      if (!idFolder.endsWith("/") && path.startsWith("/", end)) {
        end++;
      }
      if (end > 0 && end < path.length() && path.charAt(end - 1) == '/') {
        return path.substring(end);
      }
    }
    return path.startsWith("./") && path.length() > 2 ? path.substring(2) : path;
  }

  private static boolean anyExists(Storage storage, String folder, List<String> paths)
      throws IOException {
    for (String path : paths) {
      if (storage.exists(Storage.resolve(folder, path))) {
        return true;
      }
    }
    return false;
  }
}
