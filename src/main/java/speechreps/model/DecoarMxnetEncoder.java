package speechreps.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import speechreps.model.DecoarWeights.Layer;
import speechreps.model.TimeMajorBatch.Block;
import speechreps.model.TimeMajorBatch.Cutting;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.mxnet.MxnetLstm;
import speechreps.model.mxnet.MxnetRuntime;
import speechreps.model.mxnet.NativeFloats;
import speechreps.speech.FeatureRows;

/**
 * {@link DecoarArchitecture DeCoAR} on MXNet.
 *
 * <p>Works through a batch in blocks of time and carries the LSTM state from block to block, so
 * that native memory is bounded whatever the length. Sequences that have ended drop out of the
 * batch at the next block.
 */
final class DecoarMxnetEncoder implements PartEncoder {
  /**
   * A call of the engine repacks the weights, which takes 0.23 CPU seconds, as 600 frames do, and
   * 260 MB for one stack of the published size; each frame takes another 36 kB.
   */
  private static final Cutting CUTTING = new Cutting(8192, 600, 1);

  /**
   * 5 minutes of speech, 260 MB of output at the published size. The engine's speed grows with the
   * number of sequences, little beyond this.
   */
  static final BatchLimits BATCH = new BatchLimits(32_000, 64, 16);

  private final MxnetRuntime runtime;
  private final int threads;
  private final EncoderSpec spec;

  /** Holds the weights. Like all arrays, touched on the runtime's thread only. */
  private final NDManager weightScope;

  private final NDArray projectionWeight;
  private final NDArray projectionBias;
  private final MxnetLstm forward;
  private final MxnetLstm backward;

  /** Encoding shares it, all blocks of a batch long; closing takes it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

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
  public boolean encodesInParts(int numFrames) {
    return true;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      runtime.call(threads, () -> close(weightScope));
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    TimeMajorBatch batch = new TimeMajorBatch(inputs, outputs);
    lock.readLock().lock();
    try {
      encode(batch, forward, false);
      encode(batch, backward, true);
    } finally {
      lock.readLock().unlock();
    }
  }

  private static NDManager close(NDManager scope) {
    scope.close();
    return scope;
  }

  /** One direction of a batch. */
  private void encode(TimeMajorBatch batch, MxnetLstm lstm, boolean fromTheEnd) {
    Walk walk = runtime.call(threads, () -> newWalk(lstm, batch.running(0)));
    try {
      int column = fromTheEnd ? lstm.hiddenDim() : 0;
      for (Block block : batch.blocks(CUTTING, fromTheEnd)) {
        long frames = (long) block.steps() * block.sequences();
        // Only the arithmetic needs the engine: meanwhile other tasks have it.
        try (NativeFloats input = new NativeFloats(frames * spec.inputDim());
            NativeFloats output = new NativeFloats(frames * lstm.hiddenDim())) {
          batch.fill(input.floats(), block);
          runtime.call(threads, () -> walk.step(block, input, output));
          batch.store(output.floats(), block, column, lstm.hiddenDim());
        }
      }
    } finally {
      runtime.call(threads, () -> close(walk.scope));
    }
  }

  private Walk newWalk(MxnetLstm lstm, int sequences) {
    if (!weightScope.isOpen()) {
      throw new IllegalStateException(spec.name() + " is closed");
    }
    NDManager scope = weightScope.newSubManager();
    return new Walk(lstm, scope, lstm.initialState(scope, sequences));
  }

  /** A way through a batch in one direction. Touched on the runtime's thread only. */
  private final class Walk {
    private final MxnetLstm lstm;

    /** Holds the state. */
    private final NDManager scope;

    private MxnetLstm.State state;

    Walk(MxnetLstm lstm, NDManager scope, MxnetLstm.State state) {
      this.lstm = lstm;
      this.scope = scope;
      this.state = state;
    }

    /** One block: frames in, representations out, and another state. */
    Walk step(Block block, NativeFloats input, NativeFloats output) {
      try (NDManager blockScope = scope.newSubManager()) {
        MxnetLstm.State before = state.narrow(blockScope, block.sequences());
        NDArray frames =
            input.toArray(blockScope, new Shape(block.steps(), block.sequences(), spec.inputDim()));
        NDArray projected = MxnetLstm.project(blockScope, frames, projectionWeight, projectionBias);
        MxnetLstm.Result result = lstm.run(blockScope, projected, before);
        output.copyFrom(result.output());
        state = result.state();
        state.hidden().attach(scope);
        state.cell().attach(scope);
      }
      return this;
    }
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
