package speechreps.model;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import speechreps.model.TimeMajorBatch.Block;
import speechreps.model.TimeMajorBatch.Cutting;
import speechreps.model.pytorch.TorchCall;
import speechreps.model.pytorch.TorchModule;
import speechreps.model.pytorch.TorchOutput;
import speechreps.model.pytorch.TorchRuntime;
import speechreps.speech.FeatureRows;

/**
 * {@link DecoarArchitecture DeCoAR} on PyTorch. Any number of calls may be under way.
 *
 * <p>With {@link Compute#BF16} outputs differ from those in single precision by 3.1e-3 relative (of
 * the norms), by 3.1e-4 at most where the root mean square is 0.014 (published size, random
 * weights).
 *
 * <p>Works through a batch in blocks of time and carries the LSTM state from block to block, so
 * that native memory is bounded whatever the length. Sequences that have ended drop out of the
 * batch at the next block.
 */
final class DecoarTorchEncoder implements PartEncoder {
  /** A block costs little: passing the state to the engine and back, kernels for its shape. */
  private static final Cutting CUTTING = new Cutting(8192, 8, 1);

  /**
   * In bfloat16 a sum rounded otherwise in its last bit grows, from layer to layer and frame to
   * frame, to the size of the format's own error, 1e-3. The engine adds in one order for any number
   * of sequences from two on, and in another for a single one.
   */
  private static final Cutting BFLOAT16_CUTTING = new Cutting(8192, 8, 2);

  /** 5 minutes of speech, 260 MB of output at the published size. */
  static final BatchLimits BATCH = new BatchLimits(32_000, 64, 16);

  private final EncoderSpec spec;
  private final Cutting cutting;
  private final TorchModule module;
  private final int hiddenDim;

  /** Rows of the state: the layers of both directions. */
  private final int stateRows;

  /** Encoding shares it, all blocks of a batch long; closing takes it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private DecoarTorchEncoder(
      EncoderSpec spec, Cutting cutting, DecoarWeights weights, TorchModule module) {
    this.spec = spec;
    this.cutting = cutting;
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
    Compute compute = config.options().compute();
    DecoarProgram program = new DecoarProgram(weights, compute, config.gpu() == null);
    Device device = runtime.device(config.gpu());
    Cutting cutting = compute == Compute.BF16 ? BFLOAT16_CUTTING : CUTTING;
    try {
      TorchModule module = runtime.load(program.program(spec.name()), device);
      return new DecoarTorchEncoder(spec, cutting, weights, module);
    } catch (EngineException e) {
      if (compute == Compute.BF16) {
        throw new IllegalArgumentException(
            "--model "
                + config.model()
                + ": the engine refuses --compute bf16, for which a CPU needs AVX-512",
            e);
      }
      throw e;
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
  public void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    TimeMajorBatch batch = new TimeMajorBatch(inputs, outputs);
    lock.readLock().lock();
    try {
      List<Block> blocks = batch.blocks(cutting, false);
      State state = State.initial(stateRows, blocks.get(0).sequences(), hiddenDim);
      for (Block block : blocks) {
        state = encode(batch, block, state);
      }
    } finally {
      lock.readLock().unlock();
    }
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
