package speechreps.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import speechreps.model.Compute;
import speechreps.model.Encoder;
import speechreps.model.EncoderConfig;
import speechreps.model.EncoderOptions;
import speechreps.model.EngineKind;
import speechreps.model.EngineThreads;
import speechreps.model.SharedEncoders;
import speechreps.model.UndisciplinedDecoar;

/**
 * Several threads encode random mixtures of lengths through the shared encoder of a process, as
 * Spark's tasks do; every output is compared with that of its input alone. Standard output gets a
 * line of a table every second: seconds, calls, resident MB. Standard error gets what came out.
 */
@Command(name = "bench/soak", sortOptions = false)
public final class EngineSoak implements Callable<Integer> {
  private static final int INPUTS = 48;
  private static final int MOST_IN_A_BATCH = 8;
  private static final double CALLS_OF_SLOPE = 1000;

  /** Without a call for so long, the engine hangs. */
  private static final int HANGING_SECONDS = 120;

  private static final int WRONG = 1;
  private static final int HANGS = 3;

  /** Ways to do without. */
  enum Undisciplined {
    /** Each thread has weights of its own. */
    COPIES,
    /** All have the same. */
    SHARED,
    /** As copies, but one call for a graph of operators. */
    GRAPHS,
    /** All have the same graph. */
    GRAPH
  }

  @Parameters(index = "0", paramLabel = "MODEL")
  String model = "";

  @Parameters(index = "1", paramLabel = "SECONDS")
  int seconds;

  @Option(names = "--params", required = true, description = "The model's file.")
  String params = "";

  @Option(names = "--engine", description = "mxnet or pytorch; default: the file's own.")
  @Nullable EngineKind engine;

  @Option(names = "--compute", description = "fp32 (default) or bf16.")
  Compute compute = Compute.FP32;

  @Option(names = "--threads", description = "That call at the same time; default: 4.")
  int threads = 4;

  @Option(names = "--engine-threads", description = "Of each call; default: 1.")
  int engineThreads = 1;

  @Option(names = "--longest", description = "Seconds of the longest input; default: 8.")
  double longest = 8;

  @Option(
      names = "--undisciplined",
      description =
          "DeCoAR on MXNet alone, called by the threads themselves, with the engine's type as"
              + " MXNET_ENGINE_TYPE says: copies, shared, graphs or graph.")
  @Nullable Undisciplined undisciplined;

  private final PrintStream table = System.out;
  private final PrintStream result = System.err;

  /** Exits with 1 when an output was wrong, and with 3 when the engine hangs. */
  public static void main(String[] args) {
    CommandLine command = new CommandLine(new EngineSoak());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    // An engine that hangs keeps its threads: only a halt ends the process.
    Runtime.getRuntime().halt(command.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    EncoderOptions options = new EncoderOptions(null, null, null, engine, compute, Map.of());
    EncoderConfig config =
        new EncoderConfig(model, params, options, null, EngineThreads.of(engineThreads));
    List<Encoder> encoders = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      encoders.add(i > 0 && isShared() ? encoders.get(0) : load(config));
    }
    result.printf("%s, %d threads%n", encoders.get(0).spec().details(), threads);
    SoakInputs inputs = SoakInputs.of(encoders.get(0), INPUTS, longest);
    SoakTally tally = new SoakTally();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<SoakTally>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Encoder encoder = encoders.get(i);
      Random random = new Random(i);
      running.add(pool.submit(() -> soak(encoder, inputs, random, tally, end)));
    }
    return watch(running, tally);
  }

  private boolean isShared() {
    return undisciplined == Undisciplined.SHARED || undisciplined == Undisciplined.GRAPH;
  }

  private Encoder load(EncoderConfig config) throws IOException {
    return undisciplined == null
        ? SharedEncoders.get(config)
        : UndisciplinedDecoar.load(config, undisciplined.name().startsWith("GRAPH"));
  }

  /** One thread. */
  private static SoakTally soak(
      Encoder encoder, SoakInputs inputs, Random random, SoakTally tally, long end) {
    while (System.nanoTime() < end) {
      SoakInputs.Mixture mixture = inputs.draw(random, MOST_IN_A_BATCH);
      var outputs = encoder.encode(mixture.batch());
      for (int i = 0; i < outputs.size(); i++) {
        tally.add(inputs.distance(mixture.places().get(i), outputs.get(i)));
      }
      tally.addCall();
    }
    return tally;
  }

  private int watch(List<Future<SoakTally>> running, SoakTally tally) throws Exception {
    MemoryCurve memory = new MemoryCurve();
    long start = System.nanoTime();
    long calls = 0;
    int still = 0;
    table.println("seconds\tcalls\tresident_mb");
    while (!running.stream().allMatch(Future::isDone)) {
      TimeUnit.SECONDS.sleep(1);
      still = tally.calls() == calls ? still + 1 : 0;
      calls = tally.calls();
      double resident = MemoryCurve.resident("self");
      memory.add((double) calls, resident);
      double elapsed = (System.nanoTime() - start) / 1e9;
      table.printf(Locale.ROOT, "%.1f\t%d\t%.1f%n", elapsed, calls, resident);
      if (still == HANGING_SECONDS) {
        result.printf("%s%nhangs: no call has ended for %d s%n", tally, HANGING_SECONDS);
        return HANGS;
      }
    }
    for (Future<SoakTally> thread : running) {
      thread.get();
    }
    result.println(tally);
    result.printf(
        Locale.ROOT,
        "%s; %+.2f MB for 1000 calls%n%s%n",
        memory.summary(),
        CALLS_OF_SLOPE * memory.slope(),
        memory.drawn());
    return tally.isRight() ? 0 : WRONG;
  }
}
