package speechreps.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a command and watches its processes and theirs, and the executors that a cluster on this
 * machine starts meanwhile. GNU time knows neither those nor what all of them hold together.
 *
 * <pre>
 * java ... speechreps.bench.JobWatch CURVE.tsv LOG COMMAND...
 * </pre>
 *
 * <p>The curve has a line for each second: seconds, MB that all JVMs hold, CPU seconds of all
 * processes. Printed are wall seconds, CPU seconds to a tenth, the most MB of all JVMs together,
 * and how many JVMs that were.
 */
public final class JobWatch {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final long PAUSE_MS = 100;
  private static final int PAUSES_OF_A_LINE = 10;

  private final Process process;
  private final Instant start = Instant.now();

  /** CPU time of each process when it was last seen. */
  private final Map<Long, Duration> cpu = new HashMap<>();

  private List<ProcessHandle> executors = List.of();
  private double peakMb;
  private int peakJvms;

  private JobWatch(Process process) {
    this.process = process;
  }

  /** Exits as the command does. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> command = Arrays.asList(args).subList(2, args.length);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Path.of(args[1]).toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    new JobWatch(process).watch(Path.of(args[0]));
    System.exit(process.waitFor());
  }

  private void watch(Path curve) throws IOException, InterruptedException {
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(curve), true)) {
      lines.println("seconds\tresident_mb\tcpu_seconds");
      for (long pause = 0; ; pause++) {
        double resident = look(pause);
        if (pause % PAUSES_OF_A_LINE == 0) {
          lines.printf(Locale.ROOT, "%.1f\t%.1f\t%.1f%n", wallSeconds(), resident, cpuSeconds());
        }
        if (process.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "%.2f\t%.2f\t%.0f\t%d%n", wallSeconds(), cpuSeconds(), peakMb, peakJvms);
  }

  /** What all JVMs hold now. */
  private double look(long pause) {
    Stream<ProcessHandle> now = Stream.concat(Stream.of(process.toHandle()), process.descendants());
    if (pause % PAUSES_OF_A_LINE == 0) {
      executors = ProcessHandle.allProcesses().filter(this::isNewExecutor).toList();
    }
    double resident = 0;
    int jvms = 0;
    for (ProcessHandle one : Stream.concat(now, executors.stream()).distinct().toList()) {
      // A JVM that starts a program is two for a moment, with all its memory.
      boolean lasting = cpu.containsKey(one.pid());
      cpu.put(
          one.pid(),
          one.info().totalCpuDuration().orElse(cpu.getOrDefault(one.pid(), Duration.ZERO)));
      if (lasting && text(one, "comm").startsWith("java")) {
        resident += MemoryCurve.resident(Long.toString(one.pid()));
        jvms++;
      }
    }
    if (resident > peakMb) {
      peakMb = resident;
      peakJvms = jvms;
    }
    return resident;
  }

  private boolean isNewExecutor(ProcessHandle one) {
    return one.info().startInstant().filter(since -> since.isAfter(start)).isPresent()
        && text(one, "cmdline").contains(EXECUTOR);
  }

  /** A file that the kernel has about a process; nothing when that has ended. */
  private static String text(ProcessHandle one, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(one.pid()), file));
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  private double wallSeconds() {
    return Duration.between(start, Instant.now()).toMillis() / 1e3;
  }

  private double cpuSeconds() {
    return cpu.values().stream().mapToDouble(spent -> spent.toMillis() / 1e3).sum();
  }
}
