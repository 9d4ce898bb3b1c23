package speechreps.corpus;

import org.jspecify.annotations.Nullable;
import speechreps.speech.FailureReason;

/**
 * Something that is wrong with a manifest.
 *
 * @param severity what follows from it
 * @param id the utterance concerned, or null when the line does not tell it
 * @param origin file and line, {@code wav.scp:12}; the file alone when it concerns all of it
 * @param reason the ledger's code
 * @param message what is wrong, expected and found; without the origin
 */
public record ManifestProblem(
    Severity severity, @Nullable String id, String origin, FailureReason reason, String message) {

  /** What follows from a problem, worst first. */
  public enum Severity {
    /** No work can start. */
    FATAL,
    /** This line has no features: a failed row of the ledger. The rest goes on. */
    FAILED,
    /** This line asks for nothing: a skipped row of the ledger. */
    SKIPPED,
    /** Odd, but no utterance is lost by it: no row of the ledger. */
    WARNING
  }

  static ManifestProblem fatal(@Nullable String id, String origin, String message) {
    return of(Severity.FATAL, id, origin, message);
  }

  static ManifestProblem failed(@Nullable String id, String origin, String message) {
    return of(Severity.FAILED, id, origin, message);
  }

  static ManifestProblem skipped(String origin, String message) {
    return of(Severity.SKIPPED, null, origin, message);
  }

  static ManifestProblem warning(@Nullable String id, String origin, String message) {
    return of(Severity.WARNING, id, origin, message);
  }

  private static ManifestProblem of(
      Severity severity, @Nullable String id, String origin, String message) {
    return new ManifestProblem(severity, id, origin, FailureReason.BAD_MANIFEST_LINE, message);
  }

  /** The same problem, where it costs no utterance: a line of a file that only adds to others. */
  ManifestProblem asWarning() {
    return new ManifestProblem(Severity.WARNING, id, origin, reason, message);
  }

  /** One line for the console: {@code error: wav.scp:12: message}. */
  @Override
  public String toString() {
    String level =
        switch (severity) {
          case FATAL -> "error";
          case FAILED -> "failed";
          case SKIPPED -> "skipped";
          case WARNING -> "warning";
        };
    return level + ": " + origin + ": " + message;
  }
}
