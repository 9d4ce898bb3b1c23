package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.model.mxnet.MxnetRuntime;
import speechreps.model.natives.CpuFlags;

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
    if (plan.compute() == Compute.BF16 && !CpuFlags.hasBrainFloat()) {
      throw new IllegalArgumentException(
          "--compute bf16 needs a processor with bfloat16 instructions (avx512_bf16 or amx_bf16),"
              + " got one without: use fp32 there");
    }
    MxnetRuntime runtime = MxnetRuntime.start(config.threads().process());
    return BertphoneEncoder.load(runtime, config, plan, weights);
  }

  private static void checkOptions(EncoderConfig config) {
    EncoderOptions options = config.options();
    options.allowOnly(config.model(), "layer", "heads");
    EngineKind unusedEngine = options.engine(config.model(), EngineKind.MXNET);
    Compute unusedCompute = options.compute(config.model(), Compute.FP32, Compute.BF16);
    LongAudio unusedLongAudio = BertphonePlan.longAudio(config);
  }

  private static BertphoneWeights weights(EncoderConfig config) throws IOException {
    return BertphoneWeights.of(MxnetParamsReader.read(Path.of(config.paramsLocation())));
  }
}
