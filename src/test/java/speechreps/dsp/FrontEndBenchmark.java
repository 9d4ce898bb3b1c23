package speechreps.dsp;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import speechreps.speech.FeatureMatrix;

/**
 * Seconds of audio per second of one core, at 16 kHz in utterances of 10 s. Run by
 *
 * <pre>mvn test -Dtest.groups=bench -Dtest.excludedGroups=conformance -Dtest=FrontEndBenchmark
 * </pre>
 */
@Tag("bench")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrontEndBenchmark {
  private static final int SECONDS = 10;

  private final float[] samples = noise();
  private final Fbank fbank40 = new Fbank(FbankOptions.fromKaldi(Map.of("num-mel-bins", "40")));
  private final Fbank dithered =
      new Fbank(FbankOptions.fromKaldi(Map.of("num-mel-bins", "40", "dither", "1")));
  private final Mfcc mfcc13 = new Mfcc(MfccOptions.kaldiDefaults());

  private static float[] noise() {
    Random random = new Random(1);
    float[] samples = new float[SECONDS * 16000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.round(1000 * random.nextGaussian());
    }
    return samples;
  }

  /** 40 log mel filter bank energies, without dither. */
  @Benchmark
  @OperationsPerInvocation(SECONDS)
  public FeatureMatrix fbank40() {
    return fbank40.compute(samples);
  }

  /** The same with dither. */
  @Benchmark
  @OperationsPerInvocation(SECONDS)
  public FeatureMatrix fbank40Dithered() {
    return dithered.compute(samples);
  }

  /** 13 cepstra of 23 bins with energy, without dither. */
  @Benchmark
  @OperationsPerInvocation(SECONDS)
  public FeatureMatrix mfcc13() {
    return mfcc13.compute(samples);
  }

  @Test
  void measure() throws RunnerException {
    new Runner(new OptionsBuilder().include(FrontEndBenchmark.class.getName()).build()).run();
  }
}
