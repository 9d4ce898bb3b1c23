package speechreps.model;

import ai.djl.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import speechreps.model.TimeMajorBatch.Block;
import speechreps.model.pytorch.TorchCall;
import speechreps.model.pytorch.TorchModule;
import speechreps.model.pytorch.TorchOutput;
import speechreps.model.pytorch.TorchRuntime;
import speechreps.speech.FeatureMatrix;

/**
 * {@link DecoarArchitecture DeCoAR} on PyTorch. Any number of calls may be under way.
 *
 * <p>Works through a batch in blocks of time and carries the LSTM state from block to block, so
 * that native memory is bounded whatever the length. Sequences that have ended drop out of the
 * batch at the next block.
 */
final class DecoarTorchEncoder implements Encoder {
  /** Frames of a block, all sequences together. */
  private static final int BLOCK_FRAMES = 8192;

  /** What passing the state to the engine and back, and preparing kernels for a shape, cost. */
  private static final int BLOCK_OVERHEAD_FRAMES = 8;

  /** 5 minutes of speech, 260 MB of output at the published size. */
  static final BatchLimits BATCH = new BatchLimits(32_000, 64);

  private final EncoderSpec spec;
  private final TorchModule module;
  private final int hiddenDim;

  /** Rows of the state: the layers of both directions. */
  private final int stateRows;

  /** Encoding shares it, all blocks of a batch long; closing takes it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private DecoarTorchEncoder(EncoderSpec spec, DecoarWeights weights, TorchModule module) {
    this.spec = spec;
    this.module = module;
    this.hiddenDim = weights.hiddenDim();
    this.stateRows = 2 * weights.numLayers();
  }

  /**
   * Puts the weights on the device of the configuration.
   *
   * @throws IOException when the weights cannot be read
   * @throws IllegalArgumentException when there is no such GPU
   */
  static DecoarTorchEncoder load(EncoderConfig config, EncoderSpec spec, DecoarWeights weights)
      throws IOException {
    TorchRuntime runtime = TorchRuntime.start(config.threads().task());
    Device device = runtime.device(config.gpu());
    DecoarProgram program =
        new DecoarProgram(weights, config.options().compute(), config.gpu() == null);
    TorchModule module = runtime.load(program.program(spec.name()), device);
    return new DecoarTorchEncoder(spec, weights, module);
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
    lock.readLock().lock();
    try {
      State state = State.initial(stateRows, batch.running(0), hiddenDim);
      for (Block block : batch.blocks(BLOCK_FRAMES, BLOCK_OVERHEAD_FRAMES, false)) {
        state = encode(batch, block, state);
      }
    } finally {
      lock.readLock().unlock();
    }
    return batch.outputs();
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      module.close();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** One block of both directions: frames in, representations out, and the state after it. */
  private State encode(TimeMajorBatch batch, Block ahead, State state) {
    Block back = ahead.mirrored();
    try (TorchCall call = module.newCall()) {
      batch.fill(call.addFloats(ahead.steps(), ahead.sequences(), spec.inputDim()), ahead);
      batch.fill(call.addFloats(ahead.steps(), ahead.sequences(), spec.inputDim()), back);
      call.addFloats(stateRows, state.sequences, hiddenDim).put(state.hidden);
      call.addFloats(stateRows, state.sequences, hiddenDim).put(state.cell);
      List<TorchOutput> outputs = call.run();
      batch.store(outputs.get(0).floats(), ahead, 0, hiddenDim);
      batch.store(outputs.get(1).floats(), back, hiddenDim, hiddenDim);
      return new State(
          ahead.sequences(), values(outputs.get(2).floats()), values(outputs.get(3).floats()));
    }
  }

  private static float[] values(FloatBuffer floats) {
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }

  /** What the LSTMs carry from block to block, {@code [stateRows × sequences × hiddenDim]}. */
  private record State(int sequences, float[] hidden, float[] cell) {
    static State initial(int stateRows, int sequences, int hiddenDim) {
      int size = stateRows * sequences * hiddenDim;
      return new State(sequences, new float[size], new float[size]);
    }
  }
}
