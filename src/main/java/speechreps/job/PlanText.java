package speechreps.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import speechreps.corpus.Corpus;
import speechreps.corpus.ManifestProblem.Severity;

/** A plan as text: a line for each subject, which it begins with. */
final class PlanText {
  private static final double SECONDS_PER_HOUR = 3600;

  private final JobPlan plan;
  private final JobSpec spec;
  private final StringBuilder text = new StringBuilder();

  private PlanText(JobPlan plan, JobSpec spec) {
    this.plan = plan;
    this.spec = spec;
  }

  static String of(JobPlan plan, JobSpec spec) {
    PlanText text = new PlanText(plan, spec);
    text.line("plan", "%s; nothing was computed or written", spec.recipe().model());
    text.manifest();
    text.recordings();
    text.utterances();
    text.work();
    text.cost();
    return text.text.toString();
  }

  private void line(String subject, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-13s ", subject))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  private void manifest() {
    Corpus manifest = plan.manifest();
    int good = manifest.utterances().size();
    int broken = manifest.count(Severity.FAILED);
    int skipped = manifest.count(Severity.SKIPPED);
    line(
        "manifest",
        "%d lines: %d utterances, %d broken, %d skipped",
        good + broken + skipped,
        good,
        broken,
        skipped);
  }

  private void recordings() {
    PlannedRecordings recordings = plan.recordings();
    if (recordings == null) {
      return;
    }
    line(
        "recordings",
        "%d: %d readable, %d missing or broken%s",
        recordings.total(),
        recordings.readable(),
        recordings.unreadable(),
        recordings.untold() == 0 ? "" : ", " + recordings.untold() + " had only by a command");
    StringJoiner rates = new StringJoiner(", ");
    recordings.rates().forEach((hz, count) -> rates.add(count + " of " + hz + " Hz" + fate(hz)));
    StringJoiner channels = new StringJoiner(", ");
    recordings.channels().forEach((number, count) -> channels.add(count + " of " + number));
    line("rates", "%s", rates);
    line("channels", "%s", channels);
  }

  private String fate(int rateHz) {
    int needed = plan.forecaster().rateHz();
    if (rateHz == needed) {
      return "";
    }
    return plan.forecaster().takes(rateHz)
        ? " (resampled to " + needed + " Hz)"
        : " (fail: " + needed + " Hz is needed, see --resample)";
  }

  private void utterances() {
    PlannedUtterances utterances = plan.utterances();
    line("utterances", "%d to be done, %d to fail", utterances.done(), utterances.failed());
    for (Map.Entry<String, Integer> reason : utterances.reasons().entrySet()) {
      line("", "%d %s", reason.getValue(), reason.getKey());
    }
    utterances.examples().forEach(example -> line("", "%s", example));
    if (utterances.failed() > utterances.examples().size()) {
      line("", "and %d more", utterances.failed() - utterances.examples().size());
    }
    String unknown =
        utterances.unknown() == 0
            ? ""
            : "; " + utterances.unknown() + " utterances of unknown length are not counted";
    line("audio", "%.6f h%s", utterances.seconds() / SECONDS_PER_HOUR, unknown);
    double[] q = utterances.quantiles(0, 0.1, 0.5, 0.9, 0.99, 1);
    line(
        "durations",
        "from %.2f s to %.2f s; 10 %% up to %.2f s, 50 %% %.2f s, 90 %% %.2f s, 99 %% %.2f s",
        q[0],
        q[5],
        q[1],
        q[2],
        q[3],
        q[4]);
  }

  private void work() {
    double[] shards = plan.shardSeconds();
    line(
        "shards",
        "%d, with %.1f s to %.1f s of audio",
        shards.length,
        Arrays.stream(shards).min().orElse(0),
        Arrays.stream(shards).max().orElse(0));
    line(
        "output",
        "%d %s x %d, about %.3f MB as %s in %s",
        plan.utterances().frames(),
        plan.shape().pooled() ? "vectors" : "frames",
        plan.shape().dim(),
        plan.bytes() / 1e6,
        spec.output().format().name().toLowerCase(Locale.ROOT),
        spec.output().folder());
  }

  private void cost() {
    PlannedCost cost = plan.cost();
    String unit = cost.gpu() ? "GPU" : "core";
    if (cost.factor() == null) {
      line(
          "cost",
          "unknown: %s was not measured on a %s; --plan-factor gives its %s-seconds for each second"
              + " of audio",
          spec.recipe().model(),
          unit,
          unit);
      return;
    }
    line(
        "cost",
        "about %.6f %s-hours: %s %s-seconds for each second of audio (%s), and %s to start each"
            + " process (%d)",
        cost.hours(),
        unit,
        cost.factor(),
        unit,
        cost.origin(),
        cost.start(),
        cost.processes());
    if (!cost.gpu()) {
      line(
          "time",
          "about %.1f s on the %d cores that Spark has, beside its start and the model's",
          cost.wallSeconds(),
          cost.slots());
    }
    if (cost.price() != null) {
      line("price", "about %.6f for these %s-hours", cost.price(), unit);
    }
  }
}
