package speechreps.kaldi;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.speech.Segment;
import speechreps.speech.Source;

/**
 * A line of a file of segments: {@code utterance recording start end [channel]} (Kaldi: {@code
 * featbin/extract-segments.cc}).
 *
 * @param line its number, from 1
 * @param utterance the segment's own key
 * @param recording key of the recording in {@code wav.scp}
 * @param segment from start to end in seconds; an end of -1 is the end of the recording
 * @param channel from 0, or null when the line has none
 */
public record SegmentLine(
    int line, String utterance, String recording, Segment segment, @Nullable Integer channel) {
  private static final String LAYOUT = "utterance recording start end [channel]";

  /** Reads a {@code segments} file. */
  public static TextTable<SegmentLine> read(Source source) throws IOException {
    return TextTable.read(source, SegmentLine::parse);
  }

  private static SegmentLine parse(TextLine line) {
    List<String> fields = line.fields(4, 5, LAYOUT);
    Segment segment =
        new Segment(
            DataDirFiles.seconds("start", fields.get(2)),
            DataDirFiles.seconds("end", fields.get(3)));
    Integer channel = fields.size() == 4 ? null : channel(fields.get(4));
    return new SegmentLine(
        line.number(), DataDirFiles.key(fields.get(0)), fields.get(1), segment, channel);
  }

  private static Integer channel(String field) {
    if (!field.matches("\\d{1,5}")) {
      throw new IllegalArgumentException("expected a channel from 0, got \"" + field + "\"");
    }
    return Integer.valueOf(field);
  }
}
