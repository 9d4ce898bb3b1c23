package speechreps.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import speechreps.model.DecoarWeights.Layer;
import speechreps.model.TimeMajorBatch.Block;
import speechreps.model.TimeMajorBatch.Cutting;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.mxnet.MxnetLstm;
import speechreps.model.mxnet.NativeFloats;
import speechreps.speech.FeatureMatrix;

/**
 * DeCoAR on MXNet as it would be without {@code MxnetRuntime}: calls go to the engine on the thread
 * that makes them, and the engine is of the type that the process environment asks for. Shows what
 * the discipline is for. Each instance has weights of its own and is for one thread at a time: two
 * threads on one never return.
 */
public final class UndisciplinedDecoar implements Encoder {
  /** A batch is one block, of whatever length. */
  private static final Cutting WHOLE = new Cutting(Integer.MAX_VALUE, Integer.MAX_VALUE, 1);

  private final EncoderSpec spec;
  private final NDManager weightScope = Engine.getEngine("MXNet").newBaseManager(Device.cpu());
  private final NDArray projectionWeight;
  private final NDArray projectionBias;
  private final MxnetLstm forward;
  private final MxnetLstm backward;

  private UndisciplinedDecoar(EncoderSpec spec, DecoarWeights weights) throws IOException {
    this.spec = spec;
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
   * Loads a copy of the weights.
   *
   * @throws IOException as {@link Encoders#load}
   */
  public static UndisciplinedDecoar load(EncoderConfig config) throws IOException {
    Path file = Path.of(config.paramsLocation());
    return new UndisciplinedDecoar(
        Encoders.inspect(config), DecoarWeights.of(Checkpoints.read(file)));
  }

  @Override
  public EncoderSpec spec() {
    return spec;
  }

  @Override
  public List<FeatureMatrix> encode(List<FeatureMatrix> inputs) {
    TimeMajorBatch batch = new TimeMajorBatch(inputs, spec.outputDim());
    encode(batch, forward, false);
    encode(batch, backward, true);
    return batch.outputs();
  }

  @Override
  public void close() {
    weightScope.close();
  }

  private void encode(TimeMajorBatch batch, MxnetLstm lstm, boolean fromTheEnd) {
    Block block = batch.blocks(WHOLE, fromTheEnd).get(0);
    long frames = (long) block.steps() * block.sequences();
    try (NDManager scope = weightScope.newSubManager();
        NativeFloats floats = new NativeFloats(frames * spec.inputDim())) {
      batch.fill(floats.floats(), block);
      NDArray input =
          floats.toArray(scope, new Shape(block.steps(), block.sequences(), spec.inputDim()));
      NDArray projected = MxnetLstm.project(scope, input, projectionWeight, projectionBias);
      MxnetLstm.State state = lstm.initialState(scope, block.sequences());
      try (NativeFloats output = NativeFloats.of(lstm.run(scope, projected, state).output())) {
        int column = fromTheEnd ? lstm.hiddenDim() : 0;
        batch.store(output.floats(), block, column, lstm.hiddenDim());
      }
    }
  }

  private MxnetLstm lstm(DecoarWeights weights, List<Layer> layers) throws IOException {
    List<Tensor> parameters = DecoarMxnetEncoder.inOrder(layers);
    long size = parameters.stream().mapToLong(Tensor::size).sum();
    return new MxnetLstm(upload(parameters, new Shape(size)), weights.hiddenDim(), layers.size());
  }

  private NDArray upload(List<Tensor> tensors, Shape shape) throws IOException {
    try (NativeFloats floats = new NativeFloats(shape.size())) {
      FloatBuffer target = floats.floats();
      for (Tensor tensor : tensors) {
        tensor.appendTo(target);
      }
      return floats.toArray(weightScope, shape);
    }
  }
}
