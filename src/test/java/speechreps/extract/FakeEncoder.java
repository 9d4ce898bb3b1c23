package speechreps.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import speechreps.model.BatchLimits;
import speechreps.model.Encoder;
import speechreps.model.EncoderSpec;
import speechreps.model.ModelInput;
import speechreps.speech.FeatureMatrix;

/** An encoder that doubles its input, remembers its batches, and gives NaN where it is told to. */
final class FakeEncoder implements Encoder {
  private final EncoderSpec spec;
  private final int poisonedFrames;
  private final List<List<Integer>> batches = new ArrayList<>();
  private int rests;

  /**
   * @param poisonedFrames inputs of this length become NaN
   */
  FakeEncoder(EncoderSpec spec, int poisonedFrames) {
    this.spec = spec;
    this.poisonedFrames = poisonedFrames;
  }

  /** Takes filter banks of {@code numBins}. */
  static EncoderSpec spec(int numBins, int minFrames, BatchLimits batch) {
    return new EncoderSpec(
        "fake",
        new ModelInput.Features("fbank", Map.of(), false, 1, numBins),
        numBins,
        1,
        minFrames,
        Integer.MAX_VALUE,
        batch,
        Map.of());
  }

  /** Numbers of frames of the inputs, batch by batch. */
  List<List<Integer>> batches() {
    return batches;
  }

  /** How often it was told that nothing may come for a while. */
  int rests() {
    return rests;
  }

  @Override
  public void rest() {
    rests++;
  }

  @Override
  public EncoderSpec spec() {
    return spec;
  }

  @Override
  public List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
    spec.check(inputs);
    batches.add(inputs.stream().map(FeatureMatrix::numFrames).toList());
    return inputs.stream().map(this::doubled).toList();
  }

  private FeatureMatrix doubled(FeatureMatrix input) {
    float factor = input.numFrames() == poisonedFrames ? Float.NaN : 2;
    float[] values = input.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new FeatureMatrix(input.numFrames(), input.dim(), values);
  }

  @Override
  public void close() {}
}
