package speechreps.corpus;

import java.io.IOException;
import java.util.List;
import speechreps.corpus.ManifestProblem.Severity;
import speechreps.kaldi.SegmentLine;
import speechreps.kaldi.TextTable;
import speechreps.speech.FailureReason;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;

/**
 * Cuts recordings into the utterances of Kaldi's {@code segments}.
 *
 * <p>What can only be judged with the audio at hand (an end beyond the recording, a segment too
 * short) is judged when it is decoded. Not thread-safe.
 */
final class SegmentsReader {
  private final List<Utterance> recordings;
  private final SortedIds recordingIds;
  private final boolean[] used;
  private final CorpusBuilder out;

  /** Over the given recordings, sorted by id. */
  SegmentsReader(List<Utterance> recordings, CorpusBuilder out) {
    this.recordings = recordings;
    this.recordingIds = new SortedIds(recordings);
    this.used = new boolean[recordings.size()];
    this.out = out;
  }

  /** Adds an utterance for each line, and then tells which recordings have no segment. */
  void read(ManifestFile file) throws IOException {
    TextTable<SegmentLine> table = file.read(SegmentLine::read);
    table.faults().forEach(fault -> out.add(file.problem(fault)));
    for (SegmentLine line : table.entries()) {
      int recording = recordingIds.find(line.recording());
      if (recording < 0) {
        out.add(missingRecording(line, file.origin(line.line())));
      } else {
        used[recording] = true;
        out.add(cut(recordings.get(recording), line, file.origin(line.line())));
      }
    }
    reportUnused(file.name());
  }

  private static Utterance cut(Utterance recording, SegmentLine line, String origin) {
    Segment segment = line.segment();
    boolean toEnd = segment.endSeconds() == Segment.TO_END;
    double end = toEnd ? recording.seconds() : segment.endSeconds();
    double seconds = end - segment.startSeconds();
    return new Utterance(
        line.utterance(),
        recording.location(),
        segment,
        line.channel(),
        null,
        seconds > 0 ? seconds : Double.NaN,
        origin);
  }

  private static ManifestProblem missingRecording(SegmentLine line, String origin) {
    return new ManifestProblem(
        Severity.FAILED,
        line.utterance(),
        origin,
        FailureReason.MISSING_RECORDING,
        "recording \"" + line.recording() + "\" is not in wav.scp");
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
}
