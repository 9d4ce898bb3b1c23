package speechreps.extract;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import speechreps.dsp.SlidingCmvnOptions;

/**
 * How features are normalised.
 *
 * @param scope whose statistics are used
 * @param normVars whether variances are normalised, too; for {@link CmvnScope#SLIDING} its own
 *     options say so
 * @param sliding the window of {@link CmvnScope#SLIDING}
 * @param stats the file of {@link CmvnScope#GIVEN}, or null for other scopes
 */
public record CmvnOptions(
    CmvnScope scope, boolean normVars, SlidingCmvnOptions sliding, @Nullable String stats)
    implements Serializable {
  /** Features stay as computed. */
  public static final CmvnOptions NONE = of(CmvnScope.NONE, false);

  /** What the recipe's encoder was trained with. */
  public static final CmvnOptions MODEL = of(CmvnScope.MODEL, false);

  /** Normalisation by one set of statistics. */
  public static CmvnOptions of(CmvnScope scope, boolean normVars) {
    return new CmvnOptions(scope, normVars, SlidingCmvnOptions.kaldiDefaults(), null);
  }
}
