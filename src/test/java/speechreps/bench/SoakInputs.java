package speechreps.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import speechreps.model.Encoder;
import speechreps.model.EncoderSpec;
import speechreps.model.Matrices;
import speechreps.model.ModelInput;
import speechreps.speech.FeatureMatrix;

/**
 * Inputs of many lengths, and what the encoder makes of each alone.
 *
 * @param inputs of noise, from a tenth of a second on
 * @param expected for each input
 */
record SoakInputs(List<FeatureMatrix> inputs, List<FeatureMatrix> expected) {
  private static final double SHORTEST_SECONDS = 0.1;
  private static final double FRAMES_PER_SECOND = 100;

  /**
   * A batch and where its outputs belong.
   *
   * @param places in {@link SoakInputs#inputs}, one for each of the batch
   */
  record Mixture(List<FeatureMatrix> batch, List<Integer> places) {}

  /**
   * Encodes every input alone, twice.
   *
   * @param count how many
   * @param longestSeconds of an input; lengths rise evenly up to it
   * @throws IllegalStateException when the two results of an input differ
   */
  static SoakInputs of(Encoder encoder, int count, double longestSeconds) {
    EncoderSpec spec = encoder.spec();
    List<FeatureMatrix> inputs = new ArrayList<>();
    List<FeatureMatrix> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double share = (i + 1.0) / count;
      double seconds = SHORTEST_SECONDS + share * (longestSeconds - SHORTEST_SECONDS);
      long rows = Math.round(seconds * rowsPerSecond(spec));
      int fitting = (int) Math.min(spec.maxFrames(), Math.max(spec.minFrames(), rows));
      inputs.add(Matrices.random(fitting, spec.inputDim(), i));
      expected.add(encoder.encode(inputs.subList(i, i + 1)).get(0));
    }
    SoakInputs made = new SoakInputs(inputs, expected);
    for (int i = 0; i < count; i++) {
      double distance = made.distance(i, encoder.encode(inputs.subList(i, i + 1)).get(0));
      if (!isRight(distance)) {
        throw new IllegalStateException(
            "input " + i + " alone: expected the same output again, off by " + distance);
      }
    }
    return made;
  }

  private static double rowsPerSecond(EncoderSpec spec) {
    if (spec.input() instanceof ModelInput.Features features) {
      return FRAMES_PER_SECOND / features.stacked();
    }
    return ((ModelInput.Samples) spec.input()).sampleRateHz();
  }

  /** Some of the inputs. */
  Mixture draw(Random random, int most) {
    List<FeatureMatrix> batch = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int size = 1 + random.nextInt(most); size > 0; size--) {
      int place = random.nextInt(inputs.size());
      batch.add(inputs.get(place));
      places.add(place);
    }
    return new Mixture(batch, places);
  }

  /** How far an output is from that of the input alone, relative; infinite for another shape. */
  double distance(int place, FeatureMatrix output) {
    FeatureMatrix alone = expected.get(place);
    if (output.numFrames() != alone.numFrames() || output.dim() != alone.dim()) {
      return Double.POSITIVE_INFINITY;
    }
    double distance = Matrices.relativeDistance(alone.values(), output.values());
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  static boolean isRight(double distance) {
    return distance <= Matrices.RELATIVE_TOLERANCE;
  }
}
