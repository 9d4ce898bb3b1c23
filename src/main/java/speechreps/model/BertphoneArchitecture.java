package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.model.mxnet.MxnetRuntime;
import speechreps.model.pytorch.TorchRuntime;

/** BERTphone as released for MXNet. */
final class BertphoneArchitecture implements Architecture {
  @Override
  public EncoderSpec inspect(EncoderConfig config) throws IOException {
    checkOptions(config);
    return BertphonePlan.of(config, weights(config)).spec();
  }

  @Override
  public String featureType(EncoderOptions options) {
    return "mfcc";
  }

  @Override
  public Encoder load(EncoderConfig config) throws IOException {
    checkOptions(config);
    // The file first: it is checked in milliseconds, the engine takes seconds to start.
    BertphoneWeights weights = weights(config);
    BertphonePlan plan = BertphonePlan.of(config, weights);
    TransformerPlan.checkProcessor(config);
    if (BertphonePlan.engine(config) == EngineKind.PYTORCH) {
      return onPytorch(config, plan, weights);
    }
    MxnetRuntime runtime = MxnetRuntime.start(config.threads().process());
    return BertphoneEncoder.load(runtime, config, plan, weights);
  }

  private static Encoder onPytorch(
      EncoderConfig config, BertphonePlan plan, BertphoneWeights weights) throws IOException {
    TransformerProgram program =
        new TransformerProgram("bertphone.torchscript", TransformerProducts.of(config));
    program.add("embedding", weights.embedding());
    program.add("position", weights.position());
    program.add("norm", weights.norm());
    TorchRuntime runtime = TorchRuntime.start(config.threads().task());
    return TorchTransformerEncoder.load(
        runtime,
        config,
        plan,
        program.with(
            config.model(), weights.layers(), plan.heads(), BertphoneStack.EPSILON, plan.layers()));
  }

  private static void checkOptions(EncoderConfig config) {
    EncoderOptions options = config.options();
    options.allowOnly(config.model(), "layer", "heads");
    if (BertphonePlan.engine(config) == EngineKind.PYTORCH) {
      TransformerProducts unusedProducts = TransformerProducts.of(config);
    } else {
      Compute unusedCompute = options.compute(config.model(), Compute.FP32, Compute.BF16);
    }
    LongAudio unusedLongAudio = BertphonePlan.longAudio(config);
  }

  private static BertphoneWeights weights(EncoderConfig config) throws IOException {
    return BertphoneWeights.of(MxnetParamsReader.read(Path.of(config.paramsLocation())));
  }
}
