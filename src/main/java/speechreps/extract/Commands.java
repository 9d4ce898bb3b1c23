package speechreps.extract;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What is done with the commands of a manifest.
 *
 * <p>A command that is recognised (see {@code kaldi.pipe}) is never run: what it would do is done
 * here, where its relative paths are looked for in {@code folders}. The others are run in a shell
 * if that is allowed.
 *
 * @param allowed whether commands that are not recognised are run
 * @param timeout when a command that still runs is ended
 * @param folders where relative paths in commands count from, the first one that has the file; the
 *     first is also the working directory of a shell, on machines that have it
 */
public record Commands(boolean allowed, Duration timeout, List<String> folders)
    implements Serializable {
  /** How long a command may run unless something else is asked for. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** Nothing is run, and relative paths count from the working directory. */
  public static final Commands REFUSED = new Commands(false, DEFAULT_TIMEOUT, List.of());

  /** Checks the timeout, and takes a copy of the folders. */
  public Commands {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the timeout must be above 0, got " + timeout);
    }
    folders = List.copyOf(folders);
  }

  /** The same for paths that count from other folders. */
  public Commands withFolders(List<String> others) {
    return new Commands(allowed, timeout, others);
  }
}
