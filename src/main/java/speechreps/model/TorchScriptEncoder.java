package speechreps.model;

import static java.util.stream.Collectors.joining;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import speechreps.model.pytorch.TorchModule;
import speechreps.speech.FeatureMatrix;

/**
 * A TorchScript module of others. Where its configuration does not call it safe for padded batches
 * it runs one utterance after the other.
 */
final class TorchScriptEncoder implements Encoder {
  /** What says nothing about an input: another attempt, or a larger machine, may not see it. */
  private static final Pattern MACHINE_FAULT =
      Pattern.compile("out of memory|can't allocate memory|CUDA error");

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
      return run(inputs);
    }
    List<FeatureMatrix> outputs = new ArrayList<>();
    for (FeatureMatrix input : inputs) {
      outputs.addAll(run(List.of(input)));
    }
    return outputs;
  }

  @Override
  public void close() {
    module.close();
  }

  private List<FeatureMatrix> run(List<FeatureMatrix> inputs) {
    String rows = inputs.stream().map(i -> Integer.toString(i.numFrames())).collect(joining(", "));
    List<FeatureMatrix> outputs;
    try {
      outputs = runner.run(inputs);
    } catch (EngineException e) {
      if (MACHINE_FAULT.matcher(String.valueOf(e.getMessage())).find()) {
        throw e;
      }
      throw new InputRefusedException(
          "the module fails on " + rows + " rows: " + TorchScriptProbe.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "the module does not fit " + rows + " rows: " + e.getMessage(), e);
    }
    for (FeatureMatrix output : outputs) {
      if (output.dim() != spec.outputDim()) {
        throw new InputRefusedException(
            "the module gives other columns for %s rows: expected %d, got %d"
                .formatted(rows, spec.outputDim(), output.dim()));
      }
    }
    return outputs;
  }
}
