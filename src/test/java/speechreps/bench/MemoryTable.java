package speechreps.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints what {@code bench/memory} has to say about the curve of a {@link JobWatch}. */
public final class MemoryTable {
  private static final double SECONDS_PER_MINUTE = 60;

  private MemoryTable() {}

  /** Takes the file of the curve. */
  public static void main(String[] args) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    MemoryCurve curve = new MemoryCurve();
    double most = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t", -1);
      double resident = Double.parseDouble(fields[1]);
      // Processes start one after the other and end so: neither is the job at work.
      most = Math.max(most, resident);
      if (resident > most / 2) {
        curve.add(Double.parseDouble(fields[0]), resident);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s; %+.2f MB a minute%n%s%n",
        curve.summary(),
        SECONDS_PER_MINUTE * curve.slope(),
        curve.drawn());
  }
}
