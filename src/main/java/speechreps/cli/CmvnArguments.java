package speechreps.cli;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.dsp.DeltaOptions;
import speechreps.dsp.SlidingCmvnOptions;
import speechreps.extract.CmvnOptions;
import speechreps.extract.CmvnScope;

/** Normalisation and deltas. Fields are filled by picocli. */
final class CmvnArguments {
  @Option(
      names = "--cmvn",
      paramLabel = "SCOPE",
      description =
          "Mean normalisation by the statistics of: none, utterance, speaker, global (the corpus), or"
              + " a sliding window. Default: none for Kaldi features; the utterance's mean and variance for"
              + " decoar, which only a manifest of features may change.")
  @Nullable CmvnScope scope;

  @Option(
      names = "--cmvn-stats",
      paramLabel = "FILE",
      description =
          "Normalise by given statistics: an scp or archive by speaker or utterance, or one matrix for"
              + " all, as compute-cmvn-stats writes them.")
  @Nullable String stats;

  @Option(names = "--norm-vars", description = "Normalise variances, too.")
  boolean normVars;

  @Option(
      names = "--cmvn-option",
      paramLabel = "KEY=VALUE",
      description = "An option of apply-cmvn-sliding: cmn-window, min-cmn-window, center.")
  Map<String, String> sliding = new TreeMap<>();

  @Option(
      names = "--delta-order",
      paramLabel = "N",
      description = "Append N derivatives, as add-deltas does after CMVN. Default: none.")
  @Nullable Integer deltaOrder;

  @Option(
      names = "--delta-window",
      paramLabel = "W",
      defaultValue = "2",
      description = "Frames to each side in the regression. Default: ${DEFAULT-VALUE}.")
  int deltaWindow;

  /** True when a normalisation was asked for, even the one to do none. */
  boolean anyCmvn() {
    return scope != null || stats != null || normVars || !sliding.isEmpty();
  }

  /**
   * The normalisation that was asked for.
   *
   * @throws IllegalArgumentException when options contradict each other
   */
  CmvnOptions cmvn() {
    if (stats != null && scope != null && scope != CmvnScope.GIVEN) {
      throw new IllegalArgumentException("--cmvn-stats cannot be combined with --cmvn " + scope);
    }
    CmvnScope wanted = stats != null ? CmvnScope.GIVEN : scope == null ? CmvnScope.NONE : scope;
    if (wanted == CmvnScope.GIVEN && stats == null) {
      throw new IllegalArgumentException("--cmvn given needs --cmvn-stats");
    }
    if (wanted == CmvnScope.NONE && normVars) {
      throw new IllegalArgumentException("--norm-vars needs --cmvn or --cmvn-stats");
    }
    if (wanted != CmvnScope.SLIDING && !sliding.isEmpty()) {
      throw new IllegalArgumentException("--cmvn-option needs --cmvn sliding");
    }
    Map<String, String> options = new TreeMap<>(sliding);
    options.put("norm-vars", Boolean.toString(normVars));
    return new CmvnOptions(wanted, normVars, SlidingCmvnOptions.fromKaldi(options), stats);
  }

  /** The derivatives that were asked for, or null. */
  @Nullable DeltaOptions deltas() {
    return deltaOrder == null || deltaOrder == 0 ? null : new DeltaOptions(deltaOrder, deltaWindow);
  }
}
