package speechreps.extract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import speechreps.dsp.Cmvn;
import speechreps.dsp.CmvnStats;
import speechreps.dsp.DeltaOptions;
import speechreps.dsp.Deltas;
import speechreps.dsp.SlidingCmvn;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/**
 * What happens to features after they are computed or read: CMVN, then deltas. Thread-safe.
 *
 * <p>Options were checked when this was made, so what the arithmetic refuses is a fault of the
 * utterance.
 */
final class Normalizer {
  private final CmvnOptions cmvn;
  private final @Nullable CmvnTable table;
  private final SlidingCmvn sliding;
  private final @Nullable DeltaOptions deltaOptions;

  /**
   * A normaliser.
   *
   * @param table the statistics, for scopes other than the utterance's own
   * @param deltaOptions derivatives to append, or null for none
   */
  Normalizer(CmvnOptions cmvn, @Nullable CmvnTable table, @Nullable DeltaOptions deltaOptions) {
    this.cmvn = cmvn;
    this.table = table;
    this.sliding = new SlidingCmvn(cmvn.sliding());
    this.deltaOptions = deltaOptions;
  }

  /** Columns of the result for so many columns of the input. */
  int dim(int inputDim) {
    return deltaOptions == null ? inputDim : inputDim * (deltaOptions.order() + 1);
  }

  /**
   * Normalises the features of an utterance; without frames they stay as they are.
   *
   * @throws UtteranceException when they are not finite, cannot be normalised or become too many;
   *     when there are no statistics for it, or they do not fit
   */
  FeatureMatrix apply(FeatureMatrix features, Utterance utterance) throws UtteranceException {
    if (features.numFrames() == 0) {
      return features;
    }
    requireFinite(features, utterance);
    try {
      FeatureMatrix normalized = normalized(features, utterance);
      return deltaOptions == null ? normalized : new Deltas(deltaOptions).apply(normalized);
    } catch (IllegalArgumentException e) {
      throw new UtteranceException(
          FailureReason.BAD_FEATURES, utterance.location(), String.valueOf(e.getMessage()), e);
    } catch (ArithmeticException e) {
      throw tooLong(features, utterance, e);
    }
  }

  /** One value that is not finite would spoil the whole column, and sums that others share. */
  private static void requireFinite(FeatureMatrix features, Utterance utterance)
      throws UtteranceException {
    if (!Extractor.isFinite(features.values())) {
      throw new UtteranceException(
          FailureReason.NOT_FINITE, utterance.location(), "the features hold NaN or infinity");
    }
  }

  private UtteranceException tooLong(
      FeatureMatrix features, Utterance utterance, ArithmeticException e) {
    return new UtteranceException(
        FailureReason.TOO_LONG,
        utterance.location(),
        String.format(
            Locale.ROOT,
            "too long: expected at most %d values with derivatives, got %d x %d",
            Integer.MAX_VALUE,
            features.numFrames(),
            (long) features.dim() * (deltaOptions == null ? 1 : deltaOptions.order() + 1)),
        e);
  }

  private FeatureMatrix normalized(FeatureMatrix features, Utterance utterance)
      throws UtteranceException {
    return switch (cmvn.scope()) {
      case NONE -> features;
      case UTTERANCE -> Cmvn.perUtterance(features, cmvn.normVars());
      case SLIDING -> sliding.apply(features);
      case SPEAKER, GLOBAL, GIVEN -> byTable(features, utterance);
      case MODEL -> throw new IllegalStateException("the model's own CMVN was not resolved");
    };
  }

  private FeatureMatrix byTable(FeatureMatrix features, Utterance utterance)
      throws UtteranceException {
    if (table == null) {
      throw new IllegalStateException("CMVN by " + cmvn.scope() + " needs a table of statistics");
    }
    CmvnStats stats = table.require(utterance);
    try {
      return Cmvn.apply(features, stats, cmvn.normVars());
    } catch (IllegalArgumentException e) {
      throw new UtteranceException(
          FailureReason.NO_CMVN_STATS, utterance.location(), String.valueOf(e.getMessage()), e);
    }
  }
}
