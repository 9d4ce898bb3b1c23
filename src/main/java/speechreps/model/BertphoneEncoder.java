package speechreps.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.mxnet.MxnetRuntime;
import speechreps.model.mxnet.MxnetTransformerLayer;
import speechreps.model.mxnet.NativeFloats;
import speechreps.speech.FeatureRows;

/**
 * BERTphone: a BERT over triples of MFCC frames, trained to find masked frames and phones. Ling et
 * al., "BERTphone: Phonetically-aware encoder representations for utterance-level speaker and
 * language recognition", 2020.
 *
 * <p>Sequences of a batch lie one after the other, without padding, and are kept apart where it
 * matters, in the attention. At the published size a call takes about 200 MB beside weights and
 * results; only {@link LongAudio#CLIP_POSITIONS} takes more, 60 kB for each row of an utterance,
 * and time that grows with the square of its length.
 */
final class BertphoneEncoder implements PartEncoder {
  private final MxnetRuntime runtime;
  private final int threads;
  private final BertphonePlan plan;

  /** Holds the weights. Like all arrays, touched on the runtime's thread only. */
  private final NDManager weightScope;

  private final BertphoneStack stack;

  private BertphoneEncoder(
      MxnetRuntime runtime,
      int threads,
      BertphonePlan plan,
      NDManager weightScope,
      BertphoneStack stack) {
    this.runtime = runtime;
    this.threads = threads;
    this.plan = plan;
    this.weightScope = weightScope;
    this.stack = stack;
  }

  /**
   * Puts the weights on the device of the configuration.
   *
   * @throws IOException when the weights cannot be read
   * @throws IllegalArgumentException when there is no such GPU
   */
  static BertphoneEncoder load(
      MxnetRuntime runtime, EncoderConfig config, BertphonePlan plan, BertphoneWeights weights)
      throws IOException {
    Device device = runtime.device(config.gpu());
    int threads = config.threads().process();
    NDManager scope = runtime.call(threads, () -> runtime.newScope(device));
    boolean loaded = false;
    try {
      BertphoneStack stack = BertphoneStack.load(runtime, threads, scope, weights, plan);
      loaded = true;
      return new BertphoneEncoder(runtime, threads, plan, scope, stack);
    } finally {
      if (!loaded) {
        runtime.call(threads, () -> close(scope));
      }
    }
  }

  @Override
  public EncoderSpec spec() {
    return plan.spec();
  }

  @Override
  public @Nullable String remark(int numFrames) {
    return plan.remark(numFrames);
  }

  @Override
  public boolean encodesInParts(int numFrames) {
    return plan.encodesInParts(numFrames);
  }

  @Override
  public void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    for (RowPack pack : plan.pack(inputs)) {
      // A call for each, so that other tasks get their turn in between.
      runtime.call(threads, () -> encode(pack, inputs, outputs));
    }
  }

  @Override
  public void close() {
    runtime.call(threads, () -> close(weightScope));
  }

  private static NDManager close(NDManager scope) {
    scope.close();
    return scope;
  }

  private RowPack encode(RowPack pack, List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    if (!weightScope.isOpen()) {
      throw new IllegalStateException(spec().name() + " is closed");
    }
    try (NDManager scope = weightScope.newSubManager()) {
      NDArray rows = embed(scope, pack, inputs);
      store(pack, 0, rows, outputs);
      List<Integer> lengths = pack.lengths();
      for (int layer = 1; layer <= plan.deepestLayer(); layer++) {
        MxnetTransformerLayer next = stack.layers().get(layer - 1);
        NDArray result = next.run(scope, rows, lengths);
        rows.close();
        rows = result;
        store(pack, layer, rows, outputs);
      }
    }
    return pack;
  }

  private NDArray embed(NDManager scope, RowPack pack, List<? extends FeatureRows> inputs) {
    int numRows = pack.rows();
    try (NDManager inner = scope.newSubManager();
        NativeFloats rows = new NativeFloats((long) numRows * spec().inputDim());
        NativeFloats positions = new NativeFloats(numRows)) {
      pack.fill(rows.floats(), inputs);
      pack.fillPositions(positions.floats());
      return stack
          .embedding()
          .apply(
              scope,
              rows.toArray(inner, new Shape(numRows, spec().inputDim())),
              positions.toArray(inner, new Shape(numRows)));
    }
  }

  /** Keeps the output of a layer, if it was chosen. */
  private void store(RowPack pack, int layer, NDArray rows, BatchOutputs outputs) {
    int place = plan.layers().indexOf(layer);
    if (place >= 0) {
      try (NativeFloats floats = NativeFloats.of(rows)) {
        int units = plan.units();
        pack.store(floats.floats(), units, outputs, place * units);
      }
    }
  }
}
