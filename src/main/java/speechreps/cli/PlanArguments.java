package speechreps.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import speechreps.job.PlanOptions;

/** Whether to plan a job instead of running it. Fields are filled by picocli. */
final class PlanArguments {
  @Option(
      names = "--plan",
      description =
          "Only read the manifest and the headers of recordings, and print what the job would do:"
              + " utterances, failures, hours, shards, size and cost. Nothing is computed or written.")
  boolean plan;

  @Option(
      names = "--plan-factor",
      paramLabel = "F",
      description =
          "Core-seconds for each second of audio, with --gpu GPU-seconds. Default: what was measured"
              + " on one machine, for cores only.")
  @Nullable Double factor;

  @Option(
      names = "--plan-start",
      paramLabel = "S",
      description =
          "Core-seconds that each process takes before any audio, with --gpu GPU-seconds. Default: what"
              + " was measured on one machine.")
  @Nullable Double start;

  @Option(
      names = "--price-per-hour",
      paramLabel = "P",
      description = "Price of one core for an hour, with --gpu of one GPU, in any currency.")
  @Nullable Double pricePerHour;

  /**
   * What the plan is to reckon with, or null when the job is to run.
   *
   * @throws IllegalArgumentException when an option is wrong or of no use
   */
  @Nullable PlanOptions options() {
    if (!plan && factor != null) {
      throw new IllegalArgumentException("--plan-factor needs --plan");
    }
    if (!plan && start != null) {
      throw new IllegalArgumentException("--plan-start needs --plan");
    }
    if (!plan && pricePerHour != null) {
      throw new IllegalArgumentException("--price-per-hour needs --plan");
    }
    return plan ? new PlanOptions(factor, start, pricePerHour) : null;
  }
}
