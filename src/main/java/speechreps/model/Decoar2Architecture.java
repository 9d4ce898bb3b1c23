package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.model.pytorch.TorchProgram;
import speechreps.model.pytorch.TorchRuntime;

/** DeCoAR 2.0 as released for PyTorch. */
final class Decoar2Architecture implements Architecture {
  /** PyTorch's default, which the original has. */
  private static final double EPSILON = 1e-5;

  @Override
  public EncoderSpec inspect(EncoderConfig config) throws IOException {
    checkOptions(config);
    return Decoar2Plan.of(config, weights(config)).spec();
  }

  @Override
  public Encoder load(EncoderConfig config) throws IOException {
    checkOptions(config);
    // The file first: it is checked in milliseconds, the engine takes seconds to start.
    Decoar2Weights weights = weights(config);
    Decoar2Plan plan = Decoar2Plan.of(config, weights);
    TransformerPlan.checkProcessor(config);
    TorchRuntime runtime = TorchRuntime.start(config.threads().task());
    return TorchTransformerEncoder.load(runtime, config, plan, program(config, plan, weights));
  }

  private static TorchProgram program(
      EncoderConfig config, Decoar2Plan plan, Decoar2Weights weights) {
    TransformerProgram program =
        new TransformerProgram("decoar2.torchscript", TransformerProducts.of(config));
    program.add("projection", weights.projection());
    program.add(weights.position());
    program.add("norm", weights.norm());
    return program.with(config.model(), weights.layers(), plan.heads(), EPSILON, plan.layers());
  }

  private static void checkOptions(EncoderConfig config) {
    EncoderOptions options = config.options();
    options.allowOnly(config.model(), "layer", "heads");
    EngineKind unusedEngine = options.engine(config.model(), EngineKind.PYTORCH);
    TransformerProducts unusedProducts = TransformerProducts.of(config);
    LongAudio unusedLongAudio = Decoar2Plan.longAudio(config);
  }

  private static Decoar2Weights weights(EncoderConfig config) throws IOException {
    return Decoar2Weights.of(Checkpoints.read(Path.of(config.paramsLocation())));
  }
}
