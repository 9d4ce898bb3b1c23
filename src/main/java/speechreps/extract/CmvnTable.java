package speechreps.extract;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.dsp.CmvnStats;
import speechreps.speech.FailureReason;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/**
 * CMVN statistics by speaker, by utterance, or one for all; read-only once built.
 *
 * <p>An utterance is looked up by its speaker first and by its own id then, as Kaldi's recipes do
 * with and without {@code --utt2spk}.
 */
public final class CmvnTable implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The key of statistics that serve every utterance: no speaker and no utterance has this name.
   */
  public static final String GLOBAL_KEY = "";

  private final HashMap<String, CmvnStats> byKey;

  /** A table of its own; the statistics themselves are shared. */
  public CmvnTable(Map<String, CmvnStats> byKey) {
    this.byKey = new HashMap<>(byKey);
  }

  /**
   * The key under which statistics of an utterance are summed, or null when it has none. An
   * utterance without a speaker is its own, as in Kaldi's recipes.
   */
  public static @Nullable String keyOf(Utterance utterance, CmvnScope scope) {
    return switch (scope) {
      case SPEAKER -> utterance.speakerOrId();
      case GLOBAL -> GLOBAL_KEY;
      case UTTERANCE -> utterance.id();
      case NONE, SLIDING, GIVEN, MODEL -> null;
    };
  }

  /**
   * The statistics for an utterance.
   *
   * @throws UtteranceException when there are none
   */
  CmvnStats require(Utterance utterance) throws UtteranceException {
    String speaker = utterance.speaker();
    CmvnStats stats = byKey.get(GLOBAL_KEY);
    if (stats == null && speaker != null) {
      stats = byKey.get(speaker);
    }
    if (stats == null) {
      stats = byKey.get(utterance.id());
    }
    if (stats == null) {
      throw new UtteranceException(
          FailureReason.NO_CMVN_STATS,
          utterance.location(),
          "no CMVN statistics for "
              + (speaker == null ? "an utterance without a speaker" : "speaker " + speaker));
    }
    return stats;
  }
}
