package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.Windows.Window;
import speechreps.model.pytorch.TorchCall;
import speechreps.model.pytorch.TorchModule;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowTarget;

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
final class Wav2vecEncoder implements Encoder {
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
  public List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
    spec.check(inputs);
    List<FeatureMatrix> outputs = new ArrayList<>();
    for (FeatureMatrix input : inputs) {
      int frames = config.frames(input.numFrames());
      float[] output = new float[Math.multiplyExact(frames, spec.outputDim())];
      FloatBuffer rows = FloatBuffer.wrap(output);
      encode(
          input,
          (unusedInput, frame, column, source, at, width) ->
              rows.put(frame * width, source, at, width));
      outputs.add(new FeatureMatrix(frames, spec.outputDim(), output));
    }
    return outputs;
  }

  @Override
  public boolean encodesInParts(int numFrames) {
    return numFrames > maxWholeSamples;
  }

  @Override
  public void encodeInParts(List<? extends FeatureRows> inputs, List<? extends RowTarget> outputs)
      throws IOException {
    spec.check(inputs);
    InParts.encode(inputs, outputs, this::encode);
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

  private void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    for (int i = 0; i < inputs.size(); i++) {
      int input = i;
      encode(
          inputs.get(i),
          (unusedInput, frame, column, source, at, width) ->
              outputs.put(input, frame, column, source, at, width));
    }
  }

  private void encode(FeatureRows samples, BatchOutputs output) {
    int frames = config.frames(samples.numFrames());
    if (samples.numFrames() <= maxWholeSamples) {
      encode(samples, 0, samples.numFrames(), new Window(0, frames, 0, frames), output);
      return;
    }
    for (Window window : windows().cut(frames)) {
      int from = window.from() * spec.stride();
      int count = (window.length() - 1) * spec.stride() + spec.minFrames();
      encode(samples, from, count, window, output);
    }
  }

  private Windows windows() {
    int length = config.frames(WINDOW_SAMPLES);
    return new Windows(length, length - HOP_SAMPLES / spec.stride());
  }

  /** Encodes some samples, which give the frames of a window, and stores those that count. */
  private void encode(
      FeatureRows samples, int from, int count, Window window, BatchOutputs output) {
    int dim = spec.outputDim();
    try (TorchCall call = module.newCall()) {
      InParts.read(samples, from, count, call.addFloats(count, 1));
      FloatBuffer frames = call.run().get(0).floats();
      for (int frame = window.keepFrom(); frame < window.keepTo(); frame++) {
        output.put(0, frame, 0, frames, (frame - window.from()) * dim, dim);
      }
    }
  }
}
