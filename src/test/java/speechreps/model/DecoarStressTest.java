package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.speech.FeatureMatrix;

/**
 * Many tasks on two encoders at once. Without the discipline of {@code MxnetRuntime} a few results
 * of MXNet in ten thousand are wrong, or the process hangs.
 */
class DecoarStressTest {
  private static final int THREADS = 4;
  private static final int CALLS_OF_A_THREAD = 300;
  private static final int BATCHES = 12;

  @ParameterizedTest
  @EnumSource
  void everyResultOfBusyTasksHasTheBitsOfASingleThread(EngineKind engine, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("model.params");
    DecoarParamsGenerator.write(file, new Sizes(40, 192, 2, 64, 1, Naming.DOTTED));
    EncoderConfig config =
        EncoderConfig.of("decoar", file.toString())
            .with(DecoarContract.options(engine, Compute.FP32));
    try (Encoder first = Encoders.load(config);
        Encoder second = Encoders.load(config)) {
      List<List<FeatureMatrix>> batches = batches();
      List<List<FeatureMatrix>> expected = batches.stream().map(first::encode).toList();
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Encoder encoder = i % 2 == 0 ? first : second;
        Random random = new Random(i);
        tasks.add(() -> countWrong(encoder, batches, expected, random));
      }
      assertEquals(0, sum(tasks));
    }
  }

  /** One task; every tenth of its calls it is interrupted, as a killed Spark task is. */
  private static int countWrong(
      Encoder encoder,
      List<List<FeatureMatrix>> batches,
      List<List<FeatureMatrix>> expected,
      Random random) {
    int wrong = 0;
    for (int call = 0; call < CALLS_OF_A_THREAD; call++) {
      boolean interrupted = random.nextInt(10) == 0;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      int batch = random.nextInt(BATCHES);
      if (!encoder.encode(batches.get(batch)).equals(expected.get(batch))) {
        wrong++;
      }
      assertTrue(Thread.interrupted() == interrupted);
    }
    return wrong;
  }

  private static int sum(List<Callable<Integer>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      int sum = 0;
      for (Future<Integer> result : threads.invokeAll(tasks)) {
        sum += result.get();
      }
      return sum;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<List<FeatureMatrix>> batches() {
    Random random = new Random(1);
    List<List<FeatureMatrix>> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      List<FeatureMatrix> batch = new ArrayList<>();
      for (int size = 1 + random.nextInt(4); size > 0; size--) {
        batch.add(Matrices.random(1 + random.nextInt(60), 40, random.nextInt()));
      }
      batches.add(batch);
    }
    return batches;
  }
}
