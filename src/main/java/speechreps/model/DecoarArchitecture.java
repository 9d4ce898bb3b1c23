package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import speechreps.model.checkpoint.Checkpoints;

/**
 * DeCoAR: a linear layer, then one stack of LSTMs forward in time and one backward; the output
 * frame is {@code [forward, backward]}, {@code 2 × hiddenDim} columns. Ling et al., "Deep
 * contextualized acoustic representations for semi-supervised speech recognition", 2020.
 *
 * <p>Released for MXNet (40 mel bins) and for PyTorch (80), told apart by what is in the file.
 * Either runs on either engine, by default on its own.
 */
final class DecoarArchitecture implements Architecture {
  @Override
  public EncoderSpec inspect(EncoderConfig config) throws IOException {
    checkOptions(config);
    DecoarWeights weights = weights(config);
    return spec(config, weights, engine(config, weights));
  }

  @Override
  public Encoder load(EncoderConfig config) throws IOException {
    checkOptions(config);
    // The file first: it is checked in milliseconds, an engine takes seconds to start.
    DecoarWeights weights = weights(config);
    EngineKind engine = engine(config, weights);
    EncoderSpec spec = spec(config, weights, engine);
    return switch (engine) {
      case MXNET -> DecoarMxnetEncoder.load(config, spec, weights);
      case PYTORCH -> DecoarTorchEncoder.load(config, spec, weights);
    };
  }

  private static EncoderSpec spec(EncoderConfig config, DecoarWeights weights, EngineKind engine) {
    int bins = weights.inputDim();
    Map<String, String> options = Map.of("num-mel-bins", Integer.toString(bins));
    return new EncoderSpec(
        config.model(),
        new ModelInput.Features("fbank", options, true, 1, bins),
        2 * weights.hiddenDim(),
        1,
        1,
        Integer.MAX_VALUE,
        engine == EngineKind.MXNET ? DecoarMxnetEncoder.BATCH : DecoarTorchEncoder.BATCH,
        Map.of(
            "engine",
            EncoderOptions.spelled(engine),
            "compute",
            EncoderOptions.spelled(config.options().compute()),
            "long-audio",
            LongAudio.EXACT.toString()));
  }

  private static void checkOptions(EncoderConfig config) {
    EncoderOptions options = config.options();
    options.allowOnly(config.model());
    Compute unusedCompute = options.compute(config.model(), Compute.FP32, Compute.BF16);
    LongAudio unusedLongAudio = options.longAudio(config.model(), LongAudio.EXACT);
  }

  private static EngineKind engine(EncoderConfig config, DecoarWeights weights) {
    EngineKind engine =
        config.options().engine(config.model(), weights.release(), EngineKind.values());
    if (engine == EngineKind.MXNET && config.options().compute() == Compute.BF16) {
      throw new IllegalArgumentException(
          "--model "
              + config.model()
              + ": --compute bf16 needs --engine pytorch, got mxnet, which computes in fp32 only");
    }
    return engine;
  }

  private static DecoarWeights weights(EncoderConfig config) throws IOException {
    return DecoarWeights.of(Checkpoints.read(Path.of(config.paramsLocation())));
  }
}
