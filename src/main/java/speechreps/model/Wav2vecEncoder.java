package speechreps.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.Windows.Window;
import speechreps.model.pytorch.TorchCall;
import speechreps.model.pytorch.TorchModule;
import speechreps.speech.FeatureRows;

/**
 * wav2vec: convolutions from samples to {@code z}, a frame every 10 ms at the published sizes, and
 * from {@code z} to {@code c}, which sees 210 frames of the past. Schneider et al., "wav2vec:
 * Unsupervised Pre-training for Speech Recognition", 2019.
 *
 * <p>Every layer normalises over the whole utterance, so nothing is padded and utterances are
 * encoded one by one. Batches would gain little: the products of 4 seconds reach 95 % of the speed
 * that those of 16 seconds reach.
 *
 * <p>Native memory of a call: 3 MB for each second of audio at the published sizes.
 */
final class Wav2vecEncoder implements PartEncoder {
  private static final int SAMPLE_RATE_HZ = 16_000;

  /** Up to here an utterance is encoded as a whole by default: 5 minutes, in 0.9 GB. */
  static final int MAX_WHOLE_SAMPLES = 5 * 60 * SAMPLE_RATE_HZ;

  /** Three times as long as the crops that the published model was trained on. */
  private static final int WINDOW_SAMPLES = 30 * SAMPLE_RATE_HZ;

  private static final int HOP_SAMPLES = 20 * SAMPLE_RATE_HZ;

  private final TorchModule module;
  private final Wav2vecConfig config;
  private final EncoderSpec spec;

  /** Longer utterances are cut into windows. */
  private final int maxWholeSamples;

  /**
   * An encoder that owns its module.
   *
   * @param maxWholeSamples the longest utterance that is encoded as a whole
   */
  Wav2vecEncoder(TorchModule module, Wav2vecConfig config, EncoderSpec spec, int maxWholeSamples) {
    this.module = module;
    this.config = config;
    this.spec = spec;
    this.maxWholeSamples = maxWholeSamples;
  }

  @Override
  public EncoderSpec spec() {
    return spec;
  }

  @Override
  public boolean encodesInParts(int numFrames) {
    return numFrames > maxWholeSamples;
  }

  @Override
  public @Nullable String remark(int numFrames) {
    return numFrames <= maxWholeSamples
        ? null
        : "encoded in windows of "
            + WINDOW_SAMPLES / SAMPLE_RATE_HZ
            + " s every "
            + HOP_SAMPLES / SAMPLE_RATE_HZ
            + " s, each normalised by itself, since it is longer than "
            + maxWholeSamples / SAMPLE_RATE_HZ
            + " s";
  }

  @Override
  public void close() {
    module.close();
  }

  @Override
  public void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    for (int i = 0; i < inputs.size(); i++) {
      for (Stretch stretch : stretches(inputs.get(i).numFrames())) {
        encode(inputs.get(i), stretch, i, outputs);
      }
    }
  }

  /**
   * Samples that are encoded together.
   *
   * @param window the frames that they give, and those of them that count
   */
  private record Stretch(int from, int count, Window window) {}

  private List<Stretch> stretches(int numSamples) {
    int frames = config.frames(numSamples);
    if (numSamples <= maxWholeSamples) {
      return List.of(new Stretch(0, numSamples, new Window(0, frames, 0, frames)));
    }
    List<Stretch> stretches = new ArrayList<>();
    for (Window window : windows().cut(frames)) {
      int count = (window.length() - 1) * spec.stride() + spec.minFrames();
      stretches.add(new Stretch(window.from() * spec.stride(), count, window));
    }
    return stretches;
  }

  private Windows windows() {
    int length = config.frames(WINDOW_SAMPLES);
    return new Windows(length, length - HOP_SAMPLES / spec.stride());
  }

  /** Encodes a stretch of an input and stores the frames that count. */
  private void encode(FeatureRows samples, Stretch stretch, int input, BatchOutputs outputs) {
    int dim = spec.outputDim();
    Window window = stretch.window;
    try (TorchCall call = module.newCall()) {
      FloatBuffer target = call.addFloats(stretch.count, 1);
      PartEncoder.read(samples, stretch.from, stretch.count, target);
      FloatBuffer frames = call.run().get(0).floats();
      for (int frame = window.keepFrom(); frame < window.keepTo(); frame++) {
        outputs.put(input, frame, 0, frames, (frame - window.from()) * dim, dim);
      }
    }
  }
}
