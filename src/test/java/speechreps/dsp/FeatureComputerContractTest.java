package speechreps.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.speech.FeatureMatrix;

/** What every front end promises. */
class FeatureComputerContractTest {
  /** Rounding of a mean in float; the features are below 30. */
  private static final double MEAN_TOLERANCE = 1e-5;

  /** The front ends, made from Kaldi options that all of them know. */
  enum FrontEnd {
    FBANK,
    MFCC,
    SPECTROGRAM;

    FeatureComputer with(String... keysAndValues) {
      Map<String, String> options = new HashMap<>();
      for (int i = 0; i < keysAndValues.length; i += 2) {
        options.put(keysAndValues[i], keysAndValues[i + 1]);
      }
      return switch (this) {
        case FBANK -> new Fbank(FbankOptions.fromKaldi(options));
        case MFCC -> new Mfcc(MfccOptions.fromKaldi(options));
        case SPECTROGRAM -> new Spectrogram(SpectrogramOptions.fromKaldi(options));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSignalShorterThanAWindowHasNoFrames(FrontEnd frontEnd) {
    FeatureComputer computer = frontEnd.with();
    FeatureMatrix features = computer.compute(Signals.quadratic(399));
    assertEquals(new FeatureMatrix(0, computer.dim(), new float[0]), features);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptySignalHasNoFrames(FrontEnd frontEnd) {
    assertEquals(0, frontEnd.with().compute(new float[0]).numFrames());
    assertEquals(0, frontEnd.with("snip-edges", "false").compute(new float[0]).numFrames());
  }

  @ParameterizedTest
  @EnumSource
  void aFrameDependsOnItsSamplesAlone(FrontEnd frontEnd) {
    FeatureComputer computer = frontEnd.with();
    float[] signal = Signals.gaussian(200 * 160, 7);
    FeatureMatrix whole = computer.compute(signal);
    int dim = computer.dim();
    for (int t : new int[] {0, 1, 63, 64, 65, 130, whole.numFrames() - 1}) {
      FeatureMatrix alone = computer.compute(Arrays.copyOfRange(signal, 160 * t, 160 * t + 400));
      assertArrayEquals(
          alone.values(), Arrays.copyOfRange(whole.values(), t * dim, (t + 1) * dim), "" + t);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSignalIsNotChanged(FrontEnd frontEnd) {
    float[] signal = Signals.quadratic(1000);
    frontEnd.with("dither", "1", "snip-edges", "false").compute(signal);
    assertArrayEquals(Signals.quadratic(1000), signal);
  }

  @ParameterizedTest
  @EnumSource
  void ditherDependsOnTheUtteranceIdAlone(FrontEnd frontEnd) {
    float[] signal = Signals.quadratic(20000);
    FeatureComputer computer = frontEnd.with("dither", "1");
    FeatureMatrix first = computer.compute(signal, "a");
    assertNotEquals(first, computer.compute(signal, "b"));
    assertEquals(first, computer.compute(signal, "a"));
    assertNotEquals(first, frontEnd.with().compute(signal, "a"));
  }

  @ParameterizedTest
  @EnumSource
  void withoutDitherTheIdHasNoInfluence(FrontEnd frontEnd) {
    float[] signal = Signals.quadratic(2000);
    assertEquals(frontEnd.with().compute(signal, "a"), frontEnd.with().compute(signal, "b"));
  }

  @ParameterizedTest
  @EnumSource
  void snipEdgesFalseReflectsTheSignalAtItsEnds(FrontEnd frontEnd) {
    float[] signal = Signals.quadratic(700);
    float[] reflected = new float[120 + 700 + 100];
    for (int i = 0; i < reflected.length; i++) {
      int j = i - 120;
      reflected[i] = signal[j < 0 ? -1 - j : j < 700 ? j : 2 * 700 - 1 - j];
    }
    FeatureMatrix expected = frontEnd.with().compute(reflected);
    assertEquals(expected, frontEnd.with("snip-edges", "false").compute(signal));
  }

  @ParameterizedTest
  @EnumSource
  void aSignalMuchShorterThanAWindowIsReflectedRepeatedly(FrontEnd frontEnd) {
    float[] signal = Signals.quadratic(100);
    float[] reflected = new float[400];
    for (int i = 0; i < reflected.length; i++) {
      int j = Math.floorMod(i - 120, 200);
      reflected[i] = signal[j < 100 ? j : 199 - j];
    }
    FeatureMatrix expected = frontEnd.with().compute(reflected);
    assertEquals(expected, frontEnd.with("snip-edges", "false").compute(signal));
  }

  @ParameterizedTest
  @EnumSource
  void subtractMeanLeavesColumnsOfMeanZero(FrontEnd frontEnd) {
    FeatureMatrix features =
        frontEnd.with("subtract-mean", "true").compute(Signals.gaussian(16000, 3));
    for (int d = 0; d < features.dim(); d++) {
      double sum = 0;
      for (int t = 0; t < features.numFrames(); t++) {
        sum += features.at(t, d);
      }
      assertEquals(0, sum / features.numFrames(), MEAN_TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneFrontEndServesManyThreads(FrontEnd frontEnd) {
    FeatureComputer computer = frontEnd.with();
    float[] signal = Signals.gaussian(16000, 5);
    FeatureMatrix expected = computer.compute(signal);
    Stream.generate(() -> signal)
        .limit(16)
        .parallel()
        .forEach(samples -> assertEquals(expected, computer.compute(samples)));
  }
}
