package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.model.mxnet.MxnetRuntime;

/** DeCoAR as released for MXNet. */
final class DecoarArchitecture implements Architecture {
  @Override
  public EncoderSpec inspect(EncoderConfig config) throws IOException {
    checkOptions(config);
    return DecoarEncoder.specOf(config.model(), weights(config));
  }

  @Override
  public Encoder load(EncoderConfig config) throws IOException {
    checkOptions(config);
    // The file first: it is checked in milliseconds, the engine takes seconds to start.
    DecoarWeights weights = weights(config);
    MxnetRuntime runtime = MxnetRuntime.start(config.threads().process());
    return DecoarEncoder.load(runtime, config, weights);
  }

  private static void checkOptions(EncoderConfig config) {
    EncoderOptions options = config.options();
    options.allowOnly(config.model());
    EngineKind unusedEngine = options.engine(config.model(), EngineKind.MXNET);
    Compute unusedCompute = options.compute(config.model(), Compute.FP32);
    LongAudio unusedLongAudio = options.longAudio(config.model(), LongAudio.EXACT);
  }

  private static DecoarWeights weights(EncoderConfig config) throws IOException {
    return DecoarWeights.of(MxnetParamsReader.read(Path.of(config.paramsLocation())));
  }
}
