package speechreps.speech;

import java.util.Locale;

/** Why an utterance has no features: the stable codes of the ledger's {@code reason} column. */
public enum FailureReason {
  /** The manifest's line cannot be understood. */
  BAD_MANIFEST_LINE,
  /** A segment names a recording that the manifest does not have. */
  MISSING_RECORDING,
  /** Nothing is at the location. */
  FILE_NOT_FOUND,
  /** Something is there but cannot be read: permissions, network, disk. */
  UNREADABLE,
  /** The bytes are not audio, or break the rules of their format. */
  CORRUPT_AUDIO,
  /** A sound recording in an encoding that is not supported. */
  UNSUPPORTED_AUDIO,
  /** A recording without any samples. */
  EMPTY_AUDIO,
  /** The rate is not the model's, and resampling was not asked for. */
  WRONG_SAMPLE_RATE,
  /** The recording does not have the channel that was asked for. */
  NO_SUCH_CHANNEL,
  /** The segment does not lie within its recording. */
  BAD_SEGMENT,
  /** Fewer samples or frames than the model needs. */
  TOO_SHORT,
  /** More frames than one matrix can hold. */
  TOO_LONG,
  /** A command in an scp that is not recognised, and commands are not allowed. */
  COMMAND_REFUSED,
  /** A command in an scp failed. */
  COMMAND_FAILED,
  /** Precomputed features that are corrupt or do not fit the model. */
  BAD_FEATURES,
  /** There are no statistics to normalise the features by. */
  NO_CMVN_STATS,
  /** A model of others fails on it. */
  REFUSED_BY_MODEL,
  /** The result holds NaN or infinity. */
  NOT_FINITE;

  /** As the ledger spells it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
