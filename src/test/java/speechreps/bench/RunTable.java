package speechreps.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Prints the runs of {@code bench/run} as a table, and what each layout came to. */
public final class RunTable {
  /**
   * Arithmetic of the published sizes for each second of audio, in GFLOP. Transformers of twelve
   * layers of 768 units take 14.2 MFLOP a frame and layer: BERTphone at 33.3 frames a second,
   * DeCoAR 2.0 at 50, with its convolution over positions. Attention, which grows with the length,
   * is counted for utterances of 12 seconds.
   */
  private static final Map<String, Double> GFLOP =
      Map.of("decoar", 13.4, "wav2vec", 9.7, "bertphone", 6.15, "decoar2", 10.1);

  private final double peak;
  private final List<Run> runs;

  private RunTable(double peak, List<Run> runs) {
    this.peak = peak;
    this.runs = runs;
  }

  /** Takes the peak in GFLOP/s of one core, and the file of runs. */
  public static void main(String[] args) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      runs.add(Run.of(line));
    }
    RunTable table = new RunTable(Double.parseDouble(args[0]), runs);
    table.printRuns();
    table.printLayouts();
  }

  private void printRuns() {
    System.out.printf(Locale.ROOT, "SGEMM peak of one core: %.1f GFLOP/s%n", peak);
    System.out.printf(
        "%-32s %8s %8s %8s %8s %10s %7s %8s %7s %8s %8s %9s%n",
        "layout",
        "audio s",
        "RTF",
        "CPU/s",
        "encoder",
        "front end",
        "output",
        "encoder/s",
        "padding",
        "GFLOP/s",
        "of peak",
        "MB (JVMs)");
    runs.forEach(this::print);
  }

  private void print(Run run) {
    double audio = run.audioSeconds();
    double staged = run.stage("encoder") + run.stage("front_end") + run.stage("output");
    double gflop = GFLOP.getOrDefault(run.report().path("model").asText(), Double.NaN);
    // The rate that each core kept up over the whole process, its start included.
    double rate = gflop * audio / run.cpuSeconds();
    System.out.printf(
        Locale.ROOT,
        "%-32s %8.1f %8.4f %8.4f %7.1f%% %9.1f%% %6.1f%% %9.4f %6.1f%% %8s %8s %6.0f (%d)%n",
        run.layout(),
        audio,
        run.number("real_time_factor"),
        run.cpuSeconds() / audio,
        100 * run.stage("encoder") / staged,
        100 * run.stage("front_end") / staged,
        100 * run.stage("output") / staged,
        run.stage("encoder") / audio,
        100 * run.number("padding"),
        known(rate, "%.1f"),
        known(100 * rate / peak, "%.1f%%"),
        run.peakMb(),
        run.jvms());
  }

  /** Front ends are no matrix products: nobody counted what they compute. */
  private static String known(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** Medians of each layout; speed as against the first one, on the longest corpus. */
  private void printLayouts() {
    Map<String, List<Run>> layouts = new LinkedHashMap<>();
    for (Run run : runs) {
      layouts.computeIfAbsent(run.layout(), layout -> new ArrayList<>()).add(run);
    }
    double first = Double.NaN;
    for (Map.Entry<String, List<Run>> layout : layouts.entrySet()) {
      NavigableMap<Long, List<Run>> byLength = byLength(layout.getValue());
      List<Run> longest = byLength.lastEntry().getValue();
      double factor = median(longest, run -> run.number("real_time_factor"));
      first = Double.isNaN(first) ? factor : first;
      System.out.printf(
          Locale.ROOT,
          "%-32s %.2f times as fast as the first%s%n",
          layout.getKey(),
          first / factor,
          start(byLength));
    }
  }

  private static NavigableMap<Long, List<Run>> byLength(List<Run> layout) {
    NavigableMap<Long, List<Run>> byLength = new TreeMap<>();
    for (Run run : layout) {
      long seconds = Math.round(run.audioSeconds());
      byLength.computeIfAbsent(seconds, length -> new ArrayList<>()).add(run);
    }
    return byLength;
  }

  /** What two corpora tell of a run without audio, and of a second of it. */
  private static String start(NavigableMap<Long, List<Run>> byLength) {
    if (byLength.size() < 2) {
      return "";
    }
    List<Run> shorter = byLength.firstEntry().getValue();
    List<Run> longer = byLength.lastEntry().getValue();
    double less = median(shorter, Run::cpuSeconds);
    double audio = median(longer, Run::audioSeconds) - median(shorter, Run::audioSeconds);
    double rate = (median(longer, Run::cpuSeconds) - less) / audio;
    return String.format(
        Locale.ROOT,
        "; %.1f core-seconds to start, then %.4f for each second of audio",
        less - rate * median(shorter, Run::audioSeconds),
        rate);
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
    double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
