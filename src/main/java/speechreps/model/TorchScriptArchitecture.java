package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import speechreps.model.pytorch.TorchModule;
import speechreps.model.pytorch.TorchRuntime;

/**
 * Any TorchScript module, scripted or traced. Its file is a program: PyTorch runs what it says, so
 * it must come from somebody who is trusted.
 *
 * <p>Only a run tells what a module gives, so {@link #inspect} starts the engine as well.
 */
final class TorchScriptArchitecture implements Architecture {
  /** A minute of raw audio, ten of features. */
  private static final int BATCH_SAMPLES = 960_000;

  private static final int BATCH_FRAMES = 60_000;
  private static final int BATCH_UTTERANCES = 16;

  @Override
  public String featureType(EncoderOptions options) {
    return TorchScriptConf.inputType(options.conf());
  }

  @Override
  public EncoderSpec inspect(EncoderConfig config) throws IOException {
    try (Encoder encoder = load(config)) {
      return encoder.spec();
    }
  }

  @Override
  public Encoder load(EncoderConfig config) throws IOException {
    EncoderOptions options = config.options();
    options.allowOnly(config.model(), "conf");
    EngineKind unusedEngine = options.engine(config.model(), EngineKind.PYTORCH);
    Compute unusedCompute = options.compute(config.model(), Compute.FP32);
    LongAudio unusedLongAudio = options.longAudio(config.model(), LongAudio.EXACT);
    TorchScriptConf conf = TorchScriptConf.of(options.conf());
    TorchRuntime runtime = TorchRuntime.start(config.threads().task());
    TorchModule module =
        runtime.load(
            config.model(), Path.of(config.paramsLocation()), runtime.device(config.gpu()));
    boolean loaded = false;
    try {
      TorchScriptRunner runner = new TorchScriptRunner(module, conf);
      int outputDim = new TorchScriptProbe(config.paramsLocation(), runner).outputDim();
      Encoder encoder =
          new TorchScriptEncoder(spec(config.model(), conf, outputDim), module, runner);
      loaded = true;
      return encoder;
    } finally {
      if (!loaded) {
        module.close();
      }
    }
  }

  private static EncoderSpec spec(String model, TorchScriptConf conf, int outputDim) {
    boolean raw = conf.input() instanceof ModelInput.Samples;
    return new EncoderSpec(
        model,
        conf.input(),
        outputDim,
        conf.stride(),
        conf.minRows(),
        conf.maxRows(),
        new BatchLimits(
            raw ? BATCH_SAMPLES : BATCH_FRAMES, conf.batchSafe() ? BATCH_UTTERANCES : 1),
        Map.of("engine", "pytorch"));
  }
}
