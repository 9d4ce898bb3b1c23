package speechreps.speech;

/**
 * A stretch of a recording, in seconds from its start.
 *
 * @param startSeconds where it begins, at least 0
 * @param endSeconds where it ends, after the start; {@link #TO_END} means the end of the recording
 */
public record Segment(double startSeconds, double endSeconds) {
  /** An end time that stands for the end of the recording, as in Kaldi's segments file. */
  public static final double TO_END = -1.0;

  /** Checks the order of the times. */
  public Segment {
    if (!(startSeconds >= 0) || Double.isInfinite(startSeconds)) {
      throw new IllegalArgumentException("segment start must be at least 0, got " + startSeconds);
    }
    if (endSeconds != TO_END && !(endSeconds > startSeconds && endSeconds < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "segment end must be after its start " + startSeconds + ", got " + endSeconds);
    }
  }
}
