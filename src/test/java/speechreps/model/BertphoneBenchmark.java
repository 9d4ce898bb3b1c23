package speechreps.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import speechreps.speech.FeatureMatrix;

/**
 * Seconds of audio per second, at the published size on one thread, in batches of two minutes. Run
 * by
 *
 * <pre>mvn test -Dtest.groups=bench -Dtest.excludedGroups=conformance -Dtest=BertphoneBenchmark
 * </pre>
 */
@Tag("bench")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BertphoneBenchmark {
  private static final int BATCH_SECONDS = 120;
  private static final double ROWS_PER_SECOND = 100 / 3.0;

  /** The last is longer than the position table and takes windows. */
  @Param({"3", "10", "60"})
  public int utteranceSeconds;

  @Param({"FP32", "BF16"})
  public Compute compute = Compute.FP32;

  private @Nullable Encoder encoder;
  private List<FeatureMatrix> batch = List.of();

  /** Writes and loads a model of random weights. */
  @Setup
  public void load() throws IOException {
    Path file = Files.createTempFile("bertphone", ".params");
    BertphoneParamsGenerator.write(file, BertphoneParamsGenerator.Sizes.published());
    EncoderOptions options = new EncoderOptions(null, null, null, null, compute, Map.of());
    encoder = Encoders.load(EncoderConfig.of("bertphone", file.toString()).with(options));
    Files.delete(file);
    int rows = (int) Math.round(utteranceSeconds * ROWS_PER_SECOND);
    batch =
        IntStream.range(0, BATCH_SECONDS / utteranceSeconds)
            .mapToObj(seed -> Matrices.random(rows, 120, seed))
            .toList();
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    Objects.requireNonNull(encoder).close();
  }

  /** One batch. */
  @Benchmark
  @OperationsPerInvocation(BATCH_SECONDS)
  public List<FeatureMatrix> encode() {
    return Objects.requireNonNull(encoder).encode(batch);
  }

  @Test
  void measure() throws RunnerException {
    new Runner(new OptionsBuilder().include(BertphoneBenchmark.class.getName()).build()).run();
  }
}
