package speechreps.job;

import org.jspecify.annotations.Nullable;

/**
 * What a plan of a job is to reckon with.
 *
 * @param factor core-seconds, or GPU-seconds where the job uses GPUs, for each second of audio;
 *     null for what was measured
 * @param start core-seconds, or GPU-seconds, that each process takes before any audio; null for
 *     what was measured
 * @param pricePerHour of one core, or of one GPU where the job uses GPUs; null for no price
 */
public record PlanOptions(
    @Nullable Double factor, @Nullable Double start, @Nullable Double pricePerHour) {
  /** Checks that the numbers are above 0; a start may be free. */
  public PlanOptions {
    require("--plan-factor", factor);
    require("--price-per-hour", pricePerHour);
    if (start != null && !(start >= 0 && start < Double.MAX_VALUE)) {
      throw new IllegalArgumentException("--plan-start must be 0 or more, got " + start);
    }
  }

  private static void require(String option, @Nullable Double value) {
    if (value != null && !(value > 0 && value < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(option + " must be above 0, got " + value);
    }
  }
}
