package speechreps.model;

import java.io.IOException;
import java.nio.LongBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.pytorch.TorchCall;
import speechreps.model.pytorch.TorchModule;
import speechreps.model.pytorch.TorchOutput;
import speechreps.model.pytorch.TorchProgram;
import speechreps.model.pytorch.TorchRuntime;
import speechreps.speech.FeatureRows;

/**
 * A {@link TransformerProgram} as an encoder: DeCoAR 2.0, of Ling and Liu, "DeCoAR 2.0: Deep
 * contextualized acoustic representations with vector quantization", 2020, and BERTphone.
 *
 * <p>Sequences of a batch lie one after the other, without padding, and are kept apart where it
 * matters, in attention and convolutions. At the published sizes a call takes 25 kB for each row
 * beside weights and results.
 */
final class TorchTransformerEncoder implements PartEncoder {
  private final TorchModule module;
  private final TransformerPlan plan;

  private TorchTransformerEncoder(TorchModule module, TransformerPlan plan) {
    this.module = module;
    this.plan = plan;
  }

  /**
   * Puts a program on the device of the configuration.
   *
   * @throws IOException when the weights cannot be read
   * @throws IllegalArgumentException when there is no such GPU
   */
  static TorchTransformerEncoder load(
      TorchRuntime runtime, EncoderConfig config, TransformerPlan plan, TorchProgram program)
      throws IOException {
    return new TorchTransformerEncoder(runtime.load(program, runtime.device(config.gpu())), plan);
  }

  @Override
  public EncoderSpec spec() {
    return plan.spec();
  }

  @Override
  public @Nullable String remark(int numFrames) {
    return plan.remark(numFrames);
  }

  @Override
  public boolean encodesInParts(int numFrames) {
    return plan.encodesInParts(numFrames);
  }

  @Override
  public void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    List<? extends FeatureRows> rows = plan.rows(inputs);
    for (RowPack pack : plan.pack(rows)) {
      encode(pack, rows, outputs);
    }
  }

  @Override
  public void close() {
    module.close();
  }

  private void encode(RowPack pack, List<? extends FeatureRows> rows, BatchOutputs outputs) {
    try (TorchCall call = module.newCall()) {
      pack.fill(call.addFloats(pack.rows(), spec().inputDim()), rows);
      List<Integer> lengths = pack.lengths();
      LongBuffer lengthsOfIt = call.addLongs(lengths.size());
      lengths.forEach(lengthsOfIt::put);
      List<TorchOutput> layers = call.run();
      for (int i = 0; i < layers.size(); i++) {
        pack.store(layers.get(i).floats(), plan.units(), outputs, i * plan.units());
      }
    }
  }
}
