package speechreps.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import speechreps.model.DecoarWeights.Layer;
import speechreps.model.TimeMajorBatch.Block;
import speechreps.model.TimeMajorBatch.Cutting;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.mxnet.MxnetLstm;
import speechreps.model.mxnet.MxnetRuntime;
import speechreps.model.mxnet.NativeFloats;
import speechreps.speech.FeatureMatrix;

/**
 * {@link DecoarArchitecture DeCoAR} on MXNet.
 *
 * <p>Works through a batch in blocks of time and carries the LSTM state from block to block, so
 * that native memory is bounded whatever the length. Sequences that have ended drop out of the
 * batch at the next block.
 */
final class DecoarMxnetEncoder implements Encoder {
  /**
   * A call of the engine repacks the weights, which takes 0.23 CPU seconds, as 600 frames do, and
   * 260 MB for one stack of the published size; each frame takes another 36 kB.
   */
  private static final Cutting CUTTING = new Cutting(8192, 600, 1);

  /**
   * 5 minutes of speech, 260 MB of output at the published size. The engine's speed grows with the
   * number of sequences, little beyond this.
   */
  static final BatchLimits BATCH = new BatchLimits(32_000, 64);

  private final MxnetRuntime runtime;
  private final int threads;
  private final EncoderSpec spec;

  /** Holds the weights. Like all arrays, touched on the runtime's thread only. */
  private final NDManager weightScope;

  private final NDArray projectionWeight;
  private final NDArray projectionBias;
  private final MxnetLstm forward;
  private final MxnetLstm backward;

  private DecoarMxnetEncoder(
      MxnetRuntime runtime,
      EncoderConfig config,
      EncoderSpec spec,
      DecoarWeights weights,
      NDManager weightScope)
      throws IOException {
    this.runtime = runtime;
    this.threads = config.threads().process();
    this.spec = spec;
    this.weightScope = weightScope;
    this.projectionWeight =
        upload(
            List.of(weights.projectionWeight()),
            new Shape(weights.projectionDim(), weights.inputDim()));
    this.projectionBias =
        upload(List.of(weights.projectionBias()), new Shape(weights.projectionDim()));
    this.forward = lstm(weights, weights.forward());
    this.backward = lstm(weights, weights.backward());
  }

  /**
   * Puts the weights on the device of the configuration.
   *
   * @throws IOException when the weights cannot be read
   * @throws IllegalArgumentException when there is no such GPU
   */
  static DecoarMxnetEncoder load(EncoderConfig config, EncoderSpec spec, DecoarWeights weights)
      throws IOException {
    MxnetRuntime runtime = MxnetRuntime.start(config.threads().process());
    Device device = runtime.device(config.gpu());
    NDManager scope = runtime.call(config.threads().process(), () -> runtime.newScope(device));
    boolean loaded = false;
    try {
      DecoarMxnetEncoder encoder = new DecoarMxnetEncoder(runtime, config, spec, weights, scope);
      loaded = true;
      return encoder;
    } finally {
      if (!loaded) {
        runtime.call(config.threads().process(), () -> close(scope));
      }
    }
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
    TimeMajorBatch batch = new TimeMajorBatch(inputs, spec.outputDim());
    runtime.call(
        threads,
        () -> {
          encode(batch, forward, false);
          encode(batch, backward, true);
          return batch;
        });
    return batch.outputs();
  }

  @Override
  public void close() {
    runtime.call(threads, () -> close(weightScope));
  }

  private static NDManager close(NDManager scope) {
    scope.close();
    return scope;
  }

  /** One direction of a batch. */
  private void encode(TimeMajorBatch batch, MxnetLstm lstm, boolean fromTheEnd) {
    if (!weightScope.isOpen()) {
      throw new IllegalStateException(spec.name() + " is closed");
    }
    try (NDManager scope = weightScope.newSubManager()) {
      MxnetLstm.State state = lstm.initialState(scope, batch.running(0));
      for (Block block : batch.blocks(CUTTING, fromTheEnd)) {
        try (NDManager blockScope = scope.newSubManager()) {
          MxnetLstm.State before = state.narrow(blockScope, block.sequences());
          state = encode(blockScope, batch, block, lstm, before);
          state.hidden().attach(scope);
          state.cell().attach(scope);
        }
      }
    }
  }

  /** One block: frames in, representations out, and the state after it, owned by {@code scope}. */
  private MxnetLstm.State encode(
      NDManager scope, TimeMajorBatch batch, Block block, MxnetLstm lstm, MxnetLstm.State state) {
    NDArray projected;
    long frames = (long) block.steps() * block.sequences();
    try (NativeFloats floats = new NativeFloats(frames * spec.inputDim())) {
      batch.fill(floats.floats(), block);
      NDArray input =
          floats.toArray(scope, new Shape(block.steps(), block.sequences(), spec.inputDim()));
      projected = MxnetLstm.project(scope, input, projectionWeight, projectionBias);
    }
    MxnetLstm.Result result = lstm.run(scope, projected, state);
    try (NativeFloats floats = NativeFloats.of(result.output())) {
      int column = block.fromTheEnd() ? lstm.hiddenDim() : 0;
      batch.store(floats.floats(), block, column, lstm.hiddenDim());
    }
    return result.state();
  }

  private MxnetLstm lstm(DecoarWeights weights, List<Layer> layers) throws IOException {
    List<Tensor> parameters = inOrder(layers);
    long size = parameters.stream().mapToLong(Tensor::size).sum();
    return new MxnetLstm(upload(parameters, new Shape(size)), weights.hiddenDim(), layers.size());
  }

  /** As {@link MxnetLstm} wants them: the weights of all layers before the biases of all. */
  static List<Tensor> inOrder(List<Layer> layers) {
    List<Tensor> parameters = new ArrayList<>();
    for (Layer layer : layers) {
      parameters.add(layer.inputWeight());
      parameters.add(layer.hiddenWeight());
    }
    for (Layer layer : layers) {
      parameters.add(layer.inputBias());
      parameters.add(layer.hiddenBias());
    }
    return parameters;
  }

  /** All tensors, one after the other, as one array on the device. */
  private NDArray upload(List<Tensor> tensors, Shape shape) throws IOException {
    try (NativeFloats floats = new NativeFloats(shape.size())) {
      FloatBuffer target = floats.floats();
      for (Tensor tensor : tensors) {
        tensor.appendTo(target);
      }
      return runtime.call(threads, () -> floats.toArray(weightScope, shape));
    }
  }
}
