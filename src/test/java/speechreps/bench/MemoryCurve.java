package speechreps.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Resident memory of a process or several over a run's progress. */
final class MemoryCurve {
  private static final String RESIDENT = "VmRSS:";
  private static final double KB_PER_MB = 1e3;
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 60;

  /** Of a run, which its first part needs to reach what it keeps. */
  private static final double WARM_UP = 0.25;

  private final List<Sample> samples = new ArrayList<>();

  /**
   * A reading.
   *
   * @param progress what the curve is over: calls or seconds
   */
  private record Sample(double progress, double megabytes) {}

  void add(double progress, double megabytes) {
    samples.add(new Sample(progress, megabytes));
  }

  /**
   * Memory of a process that is in physical memory now, in MB; 0 when it has ended.
   *
   * @param process its number, or {@code self}
   */
  static double resident(String process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", process, "status"))) {
        if (line.startsWith(RESIDENT)) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / KB_PER_MB;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The reading at a share of the run. */
  double at(double share) {
    return samples.get((int) Math.round(share * (samples.size() - 1))).megabytes;
  }

  double peak() {
    return samples.stream().mapToDouble(Sample::megabytes).max().orElse(0);
  }

  /** MB for a unit of progress, by least squares over the run without its first quarter. */
  double slope() {
    List<Sample> warm = samples.subList((int) (WARM_UP * samples.size()), samples.size());
    double x = warm.stream().mapToDouble(Sample::progress).average().orElse(0);
    double y = warm.stream().mapToDouble(Sample::megabytes).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (Sample sample : warm) {
      products += (sample.progress - x) * (sample.megabytes - y);
      squares += (sample.progress - x) * (sample.progress - x);
    }
    return squares == 0 ? 0 : products / squares;
  }

  /** A bar for each part of the run, from nothing to the peak. */
  String drawn() {
    StringBuilder drawn = new StringBuilder();
    int width = Math.min(WIDTH, samples.size());
    for (int i = 0; i < width; i++) {
      double share = at(width == 1 ? 1 : i / (width - 1.0)) / peak();
      drawn.append(BARS.charAt((int) Math.min(BARS.length() - 1, share * BARS.length())));
    }
    return drawn.toString();
  }

  /** Memory at some shares of the run, and the peak. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "resident %.0f MB at 10 %%, %.0f MB at 50 %%, %.0f MB at the end, peak %.0f MB",
        at(0.1),
        at(0.5),
        at(1),
        peak());
  }
}
