package speechreps.extract;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import speechreps.dsp.Cmvn;
import speechreps.dsp.CmvnStats;
import speechreps.dsp.DeltaOptions;
import speechreps.dsp.Deltas;
import speechreps.dsp.SlidingCmvn;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;
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
   * @param features freed when something else comes of them
   * @param store where that goes
   * @throws UtteranceException when they are not finite, cannot be normalised or become too many;
   *     when there are no statistics for it, or they do not fit
   * @throws IOException when they cannot be read or stored
   */
  FeatureRows apply(FeatureRows features, Utterance utterance, RowStore store) throws IOException {
    if (features.numFrames() == 0) {
      return features;
    }
    requireFinite(features, utterance);
    try {
      FeatureRows normalized = normalized(features, utterance, store);
      if (normalized != features) {
        store.free(features);
      }
      return deltaOptions == null ? normalized : withDeltas(normalized, deltaOptions, store);
    } catch (IllegalArgumentException e) {
      throw new UtteranceException(
          FailureReason.BAD_FEATURES, utterance.location(), String.valueOf(e.getMessage()), e);
    } catch (ArithmeticException e) {
      throw tooLong(features, utterance, e);
    }
  }

  private static FeatureRows withDeltas(FeatureRows features, DeltaOptions options, RowStore store)
      throws IOException {
    FeatureRows result = new Deltas(options).apply(features, store);
    store.free(features);
    return result;
  }

  /** One value that is not finite would spoil the whole column, and sums that others share. */
  private static void requireFinite(FeatureRows features, Utterance utterance) throws IOException {
    if (!Extractor.isFinite(features)) {
      throw new UtteranceException(
          FailureReason.NOT_FINITE, utterance.location(), "the features hold NaN or infinity");
    }
  }

  private UtteranceException tooLong(
      FeatureRows features, Utterance utterance, ArithmeticException e) {
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

  private FeatureRows normalized(FeatureRows features, Utterance utterance, RowStore store)
      throws IOException {
    return switch (cmvn.scope()) {
      case NONE -> features;
      case UTTERANCE -> Cmvn.perUtterance(features, cmvn.normVars(), store);
      case SLIDING -> sliding.apply(features, store);
      case SPEAKER, GLOBAL, GIVEN -> byTable(features, utterance, store);
      case MODEL -> throw new IllegalStateException("the model's own CMVN was not resolved");
    };
  }

  private FeatureRows byTable(FeatureRows features, Utterance utterance, RowStore store)
      throws IOException {
    if (table == null) {
      throw new IllegalStateException("CMVN by " + cmvn.scope() + " needs a table of statistics");
    }
    CmvnStats stats = table.require(utterance);
    try {
      return Cmvn.apply(features, stats, cmvn.normVars(), store);
    } catch (IllegalArgumentException e) {
      throw new UtteranceException(
          FailureReason.NO_CMVN_STATS, utterance.location(), String.valueOf(e.getMessage()), e);
    }
  }
}
