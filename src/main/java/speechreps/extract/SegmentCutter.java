package speechreps.extract;

import java.util.List;
import java.util.Locale;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureRows;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/**
 * Cuts a segment out of a recording as Kaldi's {@code extract-segments} does.
 *
 * <p>Source: Kaldi, featbin/extract-segments.cc. Times become samples by {@code int(t × rate +
 * 0.5)}; an end less than half a second behind the recording is cut to it, with a warning; a
 * segment of at most a tenth of a second is refused.
 */
final class SegmentCutter {
  private static final double MIN_SEGMENT_SECONDS = 0.1;
  private static final double MAX_OVERSHOOT_SECONDS = 0.5;

  private SegmentCutter() {}

  /**
   * The samples of the utterance, one a row: those of the recording itself when it has no segment,
   * else a view of them.
   *
   * @param warnings takes what was odd but no error
   */
  static FeatureRows cut(
      FeatureRows samples, int rateHz, Utterance utterance, List<String> warnings)
      throws UtteranceException {
    Segment segment = utterance.segment();
    if (segment == null) {
      return samples;
    }
    Range range = range(samples.numFrames(), rateHz, segment, utterance.location(), warnings);
    return new RowRange(samples, (int) range.start(), (int) (range.end() - range.start()));
  }

  /**
   * A stretch of a recording, in samples.
   *
   * @param end exclusive
   */
  record Range(long start, long end) {}

  /**
   * Where a segment lies in a recording of so many samples.
   *
   * @param warnings takes what was odd but no error
   */
  static Range range(
      long numSamples, int rateHz, Segment segment, String location, List<String> warnings)
      throws UtteranceException {
    long start = (long) (segment.startSeconds() * rateHz + 0.5);
    long end =
        segment.endSeconds() == Segment.TO_END
            ? numSamples
            : (long) (segment.endSeconds() * rateHz + 0.5);
    if (start >= numSamples) {
      throw outside(segment, numSamples, rateHz, location, "begins behind the end");
    }
    if (end > numSamples) {
      if (end >= numSamples + (long) (MAX_OVERSHOOT_SECONDS * rateHz)) {
        throw outside(segment, numSamples, rateHz, location, "ends behind the end");
      }
      warnings.add(
          String.format(
              Locale.ROOT,
              "segment ends %.3f s behind the end of its recording and is cut there",
              (double) (end - numSamples) / rateHz));
      end = numSamples;
    }
    if (end <= start + (long) (MIN_SEGMENT_SECONDS * rateHz)) {
      throw new UtteranceException(
          FailureReason.BAD_SEGMENT,
          location,
          String.format(
              Locale.ROOT,
              "segment too short: expected more than %.1f s, got %.3f s",
              MIN_SEGMENT_SECONDS,
              (double) (end - start) / rateHz));
    }
    return new Range(start, end);
  }

  private static UtteranceException outside(
      Segment segment, long numSamples, int rateHz, String location, String how) {
    return new UtteranceException(
        FailureReason.BAD_SEGMENT,
        location,
        String.format(
            Locale.ROOT,
            "segment %.3f s to %.3f s %s of its recording of %.3f s",
            segment.startSeconds(),
            segment.endSeconds(),
            how,
            (double) numSamples / rateHz));
  }
}
