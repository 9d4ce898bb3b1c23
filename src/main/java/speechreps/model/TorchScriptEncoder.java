package speechreps.model;

import java.util.ArrayList;
import java.util.List;
import speechreps.model.pytorch.TorchModule;
import speechreps.speech.FeatureMatrix;

/**
 * A TorchScript module of others. Where its configuration does not call it safe for padded batches
 * it runs one utterance after the other.
 */
final class TorchScriptEncoder implements Encoder {
  private final EncoderSpec spec;
  private final TorchModule module;
  private final TorchScriptRunner runner;

  TorchScriptEncoder(EncoderSpec spec, TorchModule module, TorchScriptRunner runner) {
    this.spec = spec;
    this.module = module;
    this.runner = runner;
  }

  @Override
  public EncoderSpec spec() {
    return spec;
  }

  @Override
  public List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
    spec.check(inputs);
    if (inputs.isEmpty()) {
      return List.of();
    }
    if (runner.conf().batchSafe()) {
      return runner.run(inputs);
    }
    List<FeatureMatrix> outputs = new ArrayList<>();
    for (FeatureMatrix input : inputs) {
      outputs.addAll(runner.run(List.of(input)));
    }
    return outputs;
  }

  @Override
  public void close() {
    module.close();
  }
}
