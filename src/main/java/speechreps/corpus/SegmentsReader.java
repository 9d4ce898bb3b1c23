package speechreps.corpus;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestProblem.Severity;
import speechreps.speech.FailureReason;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;

/**
 * Kaldi's {@code segments}: {@code segment-id recording-id start end [channel]}, times in seconds,
 * an end of -1 for the end of the recording, channels from 0.
 *
 * <p>What can only be judged with the audio at hand (an end beyond the recording, a segment too
 * short) is judged when it is decoded. Not thread-safe.
 */
final class SegmentsReader {
  private final List<Utterance> recordings;
  private final SortedIds recordingIds;
  private final boolean[] used;
  private final CorpusBuilder out;

  /** Cuts the given recordings, sorted by id, into utterances of {@code out}. */
  SegmentsReader(List<Utterance> recordings, CorpusBuilder out) {
    this.recordings = recordings;
    this.recordingIds = new SortedIds(recordings);
    this.used = new boolean[recordings.size()];
    this.out = out;
  }

  /** Reads all lines, and then tells which recordings have no segment. */
  void read(ManifestLines lines) throws IOException {
    while (lines.next()) {
      ManifestProblem unreadable = ScpReader.unreadable(lines);
      if (unreadable != null) {
        out.add(unreadable);
      } else {
        parse(lines.text(), lines.origin());
      }
    }
    reportUnused(lines.name());
  }

  private void parse(String line, String origin) {
    String[] fields = line.split("\\s+", -1);
    if (fields.length < 4 || fields.length > 5) {
      out.add(
          ManifestProblem.failed(
              fields[0],
              origin,
              "expected 4 or 5 fields (segment, recording, start, end, channel), got "
                  + fields.length));
      return;
    }
    try {
      Segment segment = new Segment(seconds(fields[2]), seconds(fields[3]));
      Integer channel = fields.length == 5 ? channel(fields[4]) : null;
      cut(fields[0], fields[1], segment, channel, origin);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      out.add(ManifestProblem.failed(fields[0], origin, message == null ? line : message));
    }
  }

  private void cut(
      String id, String recordingId, Segment segment, @Nullable Integer channel, String origin) {
    int index = recordingIds.find(recordingId);
    if (index < 0) {
      out.add(
          new ManifestProblem(
              Severity.FAILED,
              id,
              origin,
              FailureReason.MISSING_RECORDING,
              "recording \"" + recordingId + "\" is not in wav.scp"));
      return;
    }
    used[index] = true;
    Utterance recording = recordings.get(index);
    double end =
        segment.endSeconds() == Segment.TO_END ? recording.seconds() : segment.endSeconds();
    double seconds = end - segment.startSeconds();
    out.add(
        new Utterance(
            id,
            recording.location(),
            segment,
            channel,
            null,
            seconds > 0 ? seconds : Double.NaN,
            origin));
  }

  private void reportUnused(String file) {
    int count = 0;
    String first = "";
    for (int i = 0; i < used.length; i++) {
      if (!used[i] && count++ == 0) {
        first = recordings.get(i).id();
      }
    }
    if (count > 0) {
      out.add(
          ManifestProblem.warning(
              null,
              file,
              "recordings of wav.scp without a segment: "
                  + count
                  + ", the first is \""
                  + first
                  + "\""));
    }
  }

  private static double seconds(String field) {
    try {
      return Double.parseDouble(field);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a time in seconds, got \"" + field + "\"", e);
    }
  }

  private static int channel(String field) {
    try {
      return Integer.parseUnsignedInt(field);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a channel from 0, got \"" + field + "\"", e);
    }
  }
}
