package speechreps.model;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.FeatureMatrix;

/**
 * CPU seconds per second of audio of DeCoAR at the published size, on inputs of the lengths that
 * the 79 utterances of LibriSpeech's sample of train-clean-100 have, in so many copies; cut into
 * batches as a job does. All of this process counts: filling buffers, padding, reading results. Run
 * by
 *
 * <pre>
 * mvn test -Dtest.groups=bench -Dtest.excludedGroups=conformance -Dtest=DecoarBenchmark
 * java -cp ... speechreps.model.DecoarBenchmark MODEL COPIES ROUNDS [SETUP ...]
 * </pre>
 *
 * <p>A setup is {@code engine:compute:threads:tasks}, with {@code :frames:utterances} for other
 * batches than the encoder's own. Setups take turns, so that other load on the machine meets all
 * alike; printed is the median of the rounds.
 */
@Tag("bench")
public class DecoarBenchmark {
  /** 463 s in frames of 10 ms. */
  private static final int[] LENGTHS = {
    1689, 1486, 1448, 1410, 1389, 1383, 1295, 1127, 1068, 999, 986, 908, 900, 896, 893, 862, 861,
    829, 792, 791, 744, 727, 692, 677, 648, 644, 643, 626, 597, 575, 571, 571, 571, 522, 495, 481,
    476, 464, 464, 460, 445, 438, 434, 431, 408, 404, 401, 380, 378, 377, 372, 362, 355, 350, 350,
    345, 333, 330, 328, 317, 315, 313, 308, 305, 298, 288, 286, 282, 276, 275, 270, 268, 267, 249,
    232, 230, 225, 217, 203
  };

  private static final double FRAMES_PER_SECOND = 100;

  /** 8 LSTM layers with 8 × 1024² weights, a product and a sum for each, and the first layer. */
  private static final double GFLOP_PER_FRAME = (8 * 2 * 8 * 1024.0 * 1024 + 2 * 40 * 1024) / 1e9;

  private static final List<String> DEFAULT_SETUPS =
      List.of("pytorch:fp32:1:1", "pytorch:bf16:1:1", "mxnet:fp32:1:1");

  private record Setup(Encoder encoder, int tasks, BatchLimits limits) {
    static Setup of(String text, Path model) throws IOException {
      String[] parts = text.split(":", -1);
      EngineKind engine = EngineKind.valueOf(parts[0].toUpperCase(Locale.ROOT));
      Compute compute = Compute.valueOf(parts[1].toUpperCase(Locale.ROOT));
      EngineThreads threads = EngineThreads.of(Integer.parseInt(parts[2]));
      EncoderOptions options = DecoarContract.options(engine, compute);
      Encoder encoder =
          Encoders.load(new EncoderConfig("decoar", model.toString(), options, null, threads));
      BatchLimits limits =
          parts.length < 6
              ? encoder.spec().batch()
              : new BatchLimits(Integer.parseInt(parts[4]), Integer.parseInt(parts[5]));
      return new Setup(encoder, Integer.parseInt(parts[3]), limits);
    }
  }

  /** What a round took, per second of audio. */
  private record Took(double cpu, double wall) {}

  /** Measures the setups that are asked for, or the usual ones. */
  public static void main(String[] args) throws Exception {
    List<String> setups =
        args.length > 3 ? Arrays.asList(args).subList(3, args.length) : DEFAULT_SETUPS;
    measure(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), setups);
  }

  @Test
  void measure(@TempDir Path folder) throws Exception {
    Path model = folder.resolve("decoar-full.params");
    DecoarParamsGenerator.write(model, DecoarParamsGenerator.Sizes.published());
    measure(model, 3, 3, DEFAULT_SETUPS);
  }

  private static void measure(Path model, int copies, int rounds, List<String> texts)
      throws Exception {
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (int length : LENGTHS) {
      inputs.addAll(Collections.nCopies(copies, Matrices.random(length, 40, length)));
    }
    List<Setup> setups = new ArrayList<>();
    for (String text : texts) {
      setups.add(Setup.of(text, model));
    }
    List<List<Took>> results = new ArrayList<>();
    for (Setup setup : setups) {
      // The first call of an engine prepares what the later ones reuse.
      List<FeatureMatrix> warmup = setup.encoder.encode(inputs.subList(0, 3));
      results.add(new ArrayList<>());
      if (warmup.size() != 3) {
        throw new IllegalStateException("expected 3 outputs, got " + warmup.size());
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < setups.size(); i++) {
        Took took = run(setups.get(i), inputs);
        System.out.printf(Locale.ROOT, "%s: %.4f CPU s%n", texts.get(i), took.cpu);
        results.get(i).add(took);
      }
    }
    for (int i = 0; i < setups.size(); i++) {
      report(texts.get(i), setups.get(i), results.get(i));
      setups.get(i).encoder.close();
    }
  }

  private static void report(String text, Setup setup, List<Took> rounds) {
    double[] cpu = rounds.stream().mapToDouble(Took::cpu).sorted().toArray();
    double[] wall = rounds.stream().mapToDouble(Took::wall).sorted().toArray();
    double median = cpu[cpu.length / 2];
    System.out.printf(
        Locale.ROOT,
        "%-24s %6d x %3d: %.4f CPU s (from %.4f), %.4f s, for a second of audio; %.0f GFLOP/s%n",
        text,
        setup.limits.paddedFrames(),
        setup.limits.utterances(),
        median,
        cpu[0],
        wall[wall.length / 2],
        GFLOP_PER_FRAME * FRAMES_PER_SECOND / median);
  }

  /** Each of the tasks encodes all batches. */
  private static Took run(Setup setup, List<FeatureMatrix> inputs) throws Exception {
    List<List<FeatureMatrix>> batches = cut(inputs, setup.limits);
    Callable<Integer> task =
        () -> batches.stream().mapToInt(batch -> setup.encoder.encode(batch).size()).sum();
    ExecutorService threads = Executors.newFixedThreadPool(setup.tasks);
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    try {
      for (Future<Integer> done : threads.invokeAll(Collections.nCopies(setup.tasks, task))) {
        if (done.get() != inputs.size()) {
          throw new IllegalStateException("expected an output for each input");
        }
      }
    } finally {
      threads.shutdown();
    }
    int frames = inputs.stream().mapToInt(FeatureMatrix::numFrames).sum();
    double nanos = setup.tasks * 1e9 * frames / FRAMES_PER_SECOND;
    return new Took((cpuNanos() - cpu) / nanos, (System.nanoTime() - wall) / nanos);
  }

  /** Longest first, as a job cuts a shard. */
  private static List<List<FeatureMatrix>> cut(List<FeatureMatrix> inputs, BatchLimits limits) {
    List<List<FeatureMatrix>> batches = new ArrayList<>();
    int from = 0;
    while (from < inputs.size()) {
      int fitting = Math.max(1, limits.paddedFrames() / inputs.get(from).numFrames());
      int to = Math.min(inputs.size(), from + Math.min(fitting, limits.utterances()));
      batches.add(inputs.subList(from, to));
      from = to;
    }
    return batches;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
