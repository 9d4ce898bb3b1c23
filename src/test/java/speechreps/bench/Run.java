package speechreps.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A run of the job.
 *
 * @param layout the Spark master, and options that others did not have
 * @param report its own
 * @param wallSeconds from the launcher's start to its end
 * @param cpuSeconds of the launcher and all processes
 * @param peakMb of all JVMs together
 * @param jvms how many those were
 */
record Run(
    String layout,
    JsonNode report,
    double wallSeconds,
    double cpuSeconds,
    double peakMb,
    int jvms) {
  private static final double SECONDS_PER_HOUR = 3600;

  /** A line of the table that {@code bench/run} keeps. */
  static Run of(String line) throws IOException {
    List<String> fields = List.of(line.split("\t", -1));
    return new Run(
        fields.get(0),
        new ObjectMapper().readTree(Path.of(fields.get(1)).toFile()),
        Double.parseDouble(fields.get(2)),
        Double.parseDouble(fields.get(3)),
        Double.parseDouble(fields.get(4)),
        Integer.parseInt(fields.get(5)));
  }

  double number(String field) {
    return report.path(field).asDouble();
  }

  double audioSeconds() {
    return number("audio_hours") * SECONDS_PER_HOUR;
  }

  /** Seconds of all tasks in a stage. */
  double stage(String name) {
    return report.path("stages").path(name).asDouble();
  }
}
