package speechreps.model;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import speechreps.model.Wav2vecProgram.Products;
import speechreps.model.checkpoint.TorchFile;
import speechreps.model.pytorch.TorchProgram;
import speechreps.model.pytorch.TorchRuntime;

/** wav2vec as released by fairseq. */
final class Wav2vecArchitecture implements Architecture {
  private static final int SAMPLE_RATE_HZ = 16_000;
  private static final String CONTEXT = "c";
  private static final String LATENT = "z";

  @Override
  public EncoderSpec inspect(EncoderConfig config) throws IOException {
    return network(config).spec(config);
  }

  @Override
  public String featureType(EncoderOptions options) {
    return "samples";
  }

  @Override
  public Encoder load(EncoderConfig config) throws IOException {
    // The file first: it is checked in milliseconds, the engine takes seconds to start.
    Network network = network(config);
    TorchRuntime runtime = TorchRuntime.start(config.threads().task());
    Device device = runtime.device(config.gpu());
    return new Wav2vecEncoder(
        runtime.load(network.program(config), device),
        network.config,
        network.spec(config),
        maxWholeSamples(config));
  }

  private static Network network(EncoderConfig config) throws IOException {
    checkOptions(config);
    TorchFile file = TorchFile.read(Path.of(config.paramsLocation()));
    Wav2vecConfig network = Wav2vecConfig.of(file.arguments("args"));
    return new Network(network, Wav2vecWeights.of(file.stateDict("model"), network));
  }

  private static void checkOptions(EncoderConfig config) {
    EncoderOptions options = config.options();
    options.allowOnly(config.model(), "layer");
    EngineKind unusedEngine = options.engine(config.model(), EngineKind.PYTORCH);
    Compute unusedCompute =
        config.gpu() == null
            ? options.compute(config.model(), Compute.FP32, Compute.BF16)
            : options.compute(config.model(), Compute.FP32);
    LongAudio unusedLongAudio = longAudio(config);
    boolean unusedLayer = contextual(config);
  }

  private static boolean contextual(EncoderConfig config) {
    String layer = config.options().layer();
    if (layer == null || layer.equals(CONTEXT)) {
      return true;
    }
    if (layer.equals(LATENT)) {
      return false;
    }
    throw new IllegalArgumentException(
        "--model " + config.model() + ": --layer must be c or z, got " + layer);
  }

  private static LongAudio longAudio(EncoderConfig config) {
    return config
        .options()
        .longAudio(config.model(), LongAudio.WINDOWS, LongAudio.EXACT, LongAudio.ERROR);
  }

  private static int maxWholeSamples(EncoderConfig config) {
    return longAudio(config) == LongAudio.EXACT
        ? Integer.MAX_VALUE
        : Wav2vecEncoder.MAX_WHOLE_SAMPLES;
  }

  /** What a file holds. */
  private record Network(Wav2vecConfig config, Wav2vecWeights weights) {
    private EncoderSpec spec(EncoderConfig encoder) {
      boolean contextual = contextual(encoder);
      return new EncoderSpec(
          encoder.model(),
          new ModelInput.Samples(SAMPLE_RATE_HZ, true),
          contextual ? config.aggregatorDim() : config.featureDim(),
          config.stride(),
          config.receptiveField(),
          longAudio(encoder) == LongAudio.ERROR
              ? Wav2vecEncoder.MAX_WHOLE_SAMPLES
              : Integer.MAX_VALUE,
          new BatchLimits(1, 1),
          Map.of(
              "engine",
              "pytorch",
              "compute",
              EncoderOptions.spelled(encoder.options().compute()),
              "layer",
              contextual ? CONTEXT : LATENT,
              "long-audio",
              longAudio(encoder).toString()));
    }

    private TorchProgram program(EncoderConfig encoder) {
      Products products =
          encoder.gpu() != null
              ? Products.PLAIN
              : encoder.options().compute() == Compute.BF16
                  ? Products.ONEDNN_BFLOAT16
                  : Products.ONEDNN;
      return Wav2vecProgram.of(encoder.model(), config, weights, contextual(encoder), products);
    }
  }
}
