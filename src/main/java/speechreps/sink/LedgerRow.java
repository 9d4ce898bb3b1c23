package speechreps.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line of the manifest.
 *
 * @param utteranceId the utterance, or null for a line without one
 * @param status how it ended
 * @param reason code of the failure, or null
 * @param message what is wrong, expected, found and where, or null
 * @param source the recording
 * @param origin the manifest's file and line
 * @param seconds duration of the utterance, or null when it could not be read
 * @param sampleRateHz rate as stored, or null
 * @param numFrames frames of its features, or null
 * @param featureDim their columns, or null
 * @param shard the number of the shard that holds it, or null
 * @param arkOffset where a Kaldi reader finds it in its archive, or null
 * @param overflows values that are infinite as they are stored and were not before, or null
 * @param warnings what was odd but did not prevent the result
 */
public record LedgerRow(
    @Nullable String utteranceId,
    Status status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String source,
    String origin,
    @Nullable Double seconds,
    @Nullable Integer sampleRateHz,
    @Nullable Integer numFrames,
    @Nullable Integer featureDim,
    @Nullable Integer shard,
    @Nullable Long arkOffset,
    @Nullable Integer overflows,
    List<String> warnings) {

  /** How a line ended. */
  public enum Status {
    /** Its features are in the output. */
    OK,
    /** It has no features, and the reason says why. */
    FAILED,
    /** There was nothing to do. */
    SKIPPED
  }

  /** Copies the warnings. */
  public LedgerRow {
    warnings = List.copyOf(warnings);
  }
}
