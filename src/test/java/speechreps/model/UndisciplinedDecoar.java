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
import org.jspecify.annotations.Nullable;
import speechreps.model.DecoarWeights.Layer;
import speechreps.model.TimeMajorBatch.Block;
import speechreps.model.TimeMajorBatch.Cutting;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.model.checkpoint.Tensor;
import speechreps.model.mxnet.MxnetGraph;
import speechreps.model.mxnet.MxnetLstm;
import speechreps.model.mxnet.NativeFloats;
import speechreps.speech.FeatureRows;

/**
 * DeCoAR on MXNet as it would be without {@code MxnetRuntime}: calls go to the engine on the thread
 * that makes them, and the engine is of the type that the process environment asks for. Shows what
 * the discipline is for. Each instance has weights of its own and is for one thread at a time: two
 * threads on one never return.
 */
public final class UndisciplinedDecoar implements PartEncoder {
  /** A batch is one block, of whatever length. */
  private static final Cutting WHOLE = new Cutting(Integer.MAX_VALUE, Integer.MAX_VALUE, 1);

  private final EncoderSpec spec;
  private final NDManager weightScope = Engine.getEngine("MXNet").newBaseManager(Device.cpu());
  private final NDArray projectionWeight;
  private final NDArray projectionBias;
  private final Direction forward;
  private final Direction backward;

  /** A walk in time; with a graph, that computes the linear layer and the LSTM. */
  private record Direction(MxnetLstm lstm, @Nullable MxnetGraph graph, boolean fromTheEnd) {}

  private UndisciplinedDecoar(EncoderSpec spec, DecoarWeights weights, boolean graphs)
      throws IOException {
    this.spec = spec;
    this.projectionWeight =
        upload(
            List.of(weights.projectionWeight()),
            new Shape(weights.projectionDim(), weights.inputDim()));
    this.projectionBias =
        upload(List.of(weights.projectionBias()), new Shape(weights.projectionDim()));
    this.forward = direction(lstm(weights, weights.forward()), graphs, false);
    this.backward = direction(lstm(weights, weights.backward()), graphs, true);
  }

  private Direction direction(MxnetLstm lstm, boolean graphs, boolean fromTheEnd) {
    MxnetGraph graph =
        graphs ? MxnetGraph.of(weightScope, projectionWeight, projectionBias, lstm) : null;
    return new Direction(lstm, graph, fromTheEnd);
  }

  /**
   * Loads a copy of the weights.
   *
   * @param graphs whether each direction is one call of a graph, instead of one of each operator
   * @throws IOException as {@link Encoders#load}
   */
  public static UndisciplinedDecoar load(EncoderConfig config, boolean graphs) throws IOException {
    Path file = Path.of(config.paramsLocation());
    return new UndisciplinedDecoar(
        Encoders.inspect(config), DecoarWeights.of(Checkpoints.read(file)), graphs);
  }

  @Override
  public EncoderSpec spec() {
    return spec;
  }

  @Override
  public void encode(List<? extends FeatureRows> inputs, BatchOutputs outputs) {
    TimeMajorBatch batch = new TimeMajorBatch(inputs, outputs);
    encode(batch, forward);
    encode(batch, backward);
  }

  @Override
  public void close() {
    weightScope.close();
  }

  private void encode(TimeMajorBatch batch, Direction direction) {
    MxnetLstm lstm = direction.lstm;
    Block block = batch.blocks(WHOLE, direction.fromTheEnd).get(0);
    long frames = (long) block.steps() * block.sequences();
    try (NDManager scope = weightScope.newSubManager();
        NativeFloats floats = new NativeFloats(frames * spec.inputDim())) {
      batch.fill(floats.floats(), block);
      NDArray input =
          floats.toArray(scope, new Shape(block.steps(), block.sequences(), spec.inputDim()));
      MxnetLstm.State state = lstm.initialState(scope, block.sequences());
      try (NativeFloats output = NativeFloats.of(run(scope, input, direction, state))) {
        int column = direction.fromTheEnd ? lstm.hiddenDim() : 0;
        batch.store(output.floats(), block, column, lstm.hiddenDim());
      }
    }
  }

  private NDArray run(NDManager scope, NDArray input, Direction direction, MxnetLstm.State state) {
    if (direction.graph != null) {
      return direction.graph.run(input, state);
    }
    NDArray projected = MxnetLstm.project(scope, input, projectionWeight, projectionBias);
    return direction.lstm.run(scope, projected, state).output();
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
