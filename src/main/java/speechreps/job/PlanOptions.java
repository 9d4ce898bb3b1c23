package speechreps.job;

import org.jspecify.annotations.Nullable;

/**
 * What a plan of a job is to reckon with.
 *
 * @param factor core-seconds, or GPU-seconds where the job uses GPUs, for each second of audio;
 *     null for what was measured
 * @param pricePerHour of one core, or of one GPU where the job uses GPUs; null for no price
 */
public record PlanOptions(@Nullable Double factor, @Nullable Double pricePerHour) {
  /** Checks that the numbers are above 0. */
  public PlanOptions {
    require("--plan-factor", factor);
    require("--price-per-hour", pricePerHour);
  }

  private static void require(String option, @Nullable Double value) {
    if (value != null && !(value > 0 && value < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(option + " must be above 0, got " + value);
    }
  }
}
