package speechreps.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run in numbers: what {@code _run.json} holds and the summary line says.
 *
 * @param version of this program
 * @param model name of the model
 * @param paramsSha256 digest of the parameter file, or null without one
 * @param options what decides the values of the result
 * @param done utterances with features
 * @param failed utterances and lines without, for a reason that the ledger gives
 * @param skipped lines that asked for nothing
 * @param reasons how often each reason occurred
 * @param audioHours duration of the utterances that are done
 * @param wallSeconds from the first task to the last commit
 * @param realTimeFactor wall seconds for each second of audio
 * @param frames rows of all matrices
 * @param featureDim their columns
 * @param frameShiftMs time between rows
 * @param shards files with features
 * @param bytes their size
 * @param stages seconds of all tasks together in the front end, in or waiting for the encoder, and
 *     in writing
 * @param batches calls of the encoder
 * @param padding rows that batches were filled up with, for each row of input; null without encoder
 * @param idleTail share of the executors' time that was lost at the end, when there was no shard
 *     left for all of their tasks; an engine that uses all cores for one task loses less
 * @param encoderLoads for each executor process, how many encoders it loaded
 */
record RunReport(
    String version,
    String model,
    @JsonProperty("params_sha256") @Nullable String paramsSha256,
    Map<String, String> options,
    long done,
    long failed,
    long skipped,
    Map<String, Long> reasons,
    @JsonProperty("audio_hours") double audioHours,
    @JsonProperty("wall_seconds") double wallSeconds,
    @JsonProperty("real_time_factor") @Nullable Double realTimeFactor,
    long frames,
    @JsonProperty("feature_dim") int featureDim,
    @JsonProperty("frame_shift_ms") double frameShiftMs,
    int shards,
    long bytes,
    Map<String, Double> stages,
    long batches,
    @Nullable Double padding,
    @JsonProperty("idle_tail") double idleTail,
    @JsonProperty("encoder_loads") Map<String, Integer> encoderLoads) {

  /** One line for the console. */
  String summary(String output) {
    return String.format(
        Locale.ROOT,
        "%d done, %d failed, %d skipped; %.3f h of audio in %.1f s (real-time factor %s); %d shards,"
            + " %.1f MB in %s",
        done,
        failed,
        skipped,
        audioHours,
        wallSeconds,
        realTimeFactor == null ? "-" : String.format(Locale.ROOT, "%.4f", realTimeFactor),
        shards,
        bytes / 1e6,
        output);
  }

  /** Utterances and lines that were to be done. */
  long total() {
    return done + failed;
  }
}
