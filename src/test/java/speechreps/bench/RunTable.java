package speechreps.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the runs of {@code bench/run} as a table, and the best of each master. */
public final class RunTable {
  /**
   * Arithmetic of the published sizes for each second of audio, in GFLOP. Transformers of twelve
   * layers of 768 units take 14.2 MFLOP a frame and layer: BERTphone at 33.3 frames a second,
   * DeCoAR 2.0 at 50, with its convolution over positions. Attention, which grows with the length,
   * is counted for utterances of 12 seconds.
   */
  private static final Map<String, Double> GFLOP =
      Map.of("decoar", 13.4, "wav2vec", 9.7, "bertphone", 6.15, "decoar2", 10.1);

  private static final double SECONDS_PER_HOUR = 3600;

  private RunTable() {}

  /**
   * A run.
   *
   * @param cpuSeconds of the launcher and all its processes
   * @param peakMb of the largest of its processes
   */
  private record Run(String master, JsonNode report, double cpuSeconds, double peakMb) {
    static Run of(String line) throws IOException {
      List<String> fields = List.of(line.split("\t", -1));
      return new Run(
          fields.get(0),
          new ObjectMapper().readTree(Path.of(fields.get(1)).toFile()),
          Double.parseDouble(fields.get(3)) + Double.parseDouble(fields.get(4)),
          Double.parseDouble(fields.get(5)) / 1e3);
    }

    double number(String field) {
      return report.path(field).asDouble();
    }

    double audioSeconds() {
      return number("audio_hours") * SECONDS_PER_HOUR;
    }
  }

  /** Takes the peak in GFLOP/s of one core, and the file of runs. */
  public static void main(String[] args) throws IOException {
    double peak = Double.parseDouble(args[0]);
    System.out.printf(Locale.ROOT, "SGEMM peak of one core: %.1f GFLOP/s%n", peak);
    System.out.printf(
        "%-24s %8s %8s %8s %8s %10s %7s %7s %8s %8s %6s%n",
        "master",
        "audio s",
        "RTF",
        "CPU/s",
        "encoder",
        "front end",
        "output",
        "padding",
        "GFLOP/s",
        "of peak",
        "MB");
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      print(Run.of(line), peak);
    }
  }

  private static void print(Run run, double peak) {
    double audio = run.audioSeconds();
    JsonNode stages = run.report().path("stages");
    double staged = 0;
    for (JsonNode stage : stages) {
      staged += stage.asDouble();
    }
    double gflop = GFLOP.getOrDefault(run.report().path("model").asText(), Double.NaN);
    // The rate that each core kept up over the whole process, its start included.
    double rate = gflop * audio / run.cpuSeconds();
    System.out.printf(
        Locale.ROOT,
        "%-24s %8.1f %8.4f %8.4f %7.1f%% %9.1f%% %6.1f%% %6.1f%% %8s %8s %6.0f%n",
        run.master(),
        audio,
        run.number("real_time_factor"),
        run.cpuSeconds() / audio,
        100 * stages.path("encoder").asDouble() / staged,
        100 * stages.path("front_end").asDouble() / staged,
        100 * stages.path("output").asDouble() / staged,
        100 * run.number("padding"),
        known(rate, "%.1f"),
        known(100 * rate / peak, "%.1f%%"),
        run.peakMb());
  }

  /** Front ends are no matrix products: nobody counted what they compute. */
  private static String known(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
