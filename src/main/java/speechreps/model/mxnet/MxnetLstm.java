package speechreps.model.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;

/**
 * A stack of LSTM layers, run forward in time by MXNet's fused RNN operator. To be used inside
 * {@link MxnetRuntime#call} only.
 *
 * <p>DJL's own LSTM block is no substitute: it packs the parameters of several layers in an order
 * that MXNet reads differently, and computes wrong numbers without a word.
 *
 * @param parameters flat: for each layer the input and the hidden weights, then for each layer the
 *     input and the hidden bias; gates in the order input, forget, cell, output
 * @param hiddenDim units of a layer
 * @param numLayers layers
 */
public record MxnetLstm(NDArray parameters, int hiddenDim, int numLayers) {
  /**
   * What a stack carries from frame to frame.
   *
   * @param hidden {@code [numLayers × batch × hiddenDim]}
   * @param cell same shape
   */
  public record State(NDArray hidden, NDArray cell) {
    /** The state of the first {@code batch} sequences, moved to another scope. */
    public State narrow(NDManager scope, int batch) {
      if (hidden.getShape().get(1) == batch) {
        hidden.attach(scope);
        cell.attach(scope);
        return this;
      }
      NDIndex first = new NDIndex(":, :" + batch);
      State narrowed = new State(hidden.get(first), cell.get(first));
      return narrowed.narrow(scope, batch);
    }
  }

  /**
   * What a run gives.
   *
   * @param output of the last layer, {@code [numFrames × batch × hiddenDim]}
   * @param state after the last frame
   */
  public record Result(NDArray output, State state) {}

  /** The state before the first frame. */
  public State initialState(NDManager scope, int batch) {
    Shape shape = new Shape(numLayers, batch, hiddenDim);
    return new State(scope.zeros(shape), scope.zeros(shape));
  }

  /**
   * Runs over a block of frames.
   *
   * @param scope owns the result
   * @param frames {@code [numFrames × batch × inputDim]}
   */
  public Result run(NDManager scope, NDArray frames, State state) {
    PairList<String, Object> options = new PairList<>();
    options.add("mode", "lstm");
    options.add("state_size", hiddenDim);
    options.add("num_layers", numLayers);
    options.add("bidirectional", false);
    options.add("state_outputs", true);
    options.add("p", 0.0);
    NDList out =
        scope.invoke("RNN", new NDList(frames, parameters, state.hidden, state.cell), options);
    return new Result(out.get(0), new State(out.get(1), out.get(2)));
  }

  /**
   * A fully connected layer over the last axis. (MXNet's {@code dot} reaches a third of its speed.)
   *
   * @param weight {@code [outputDim × inputDim]}
   * @param bias {@code [outputDim]}
   */
  public static NDArray project(NDManager scope, NDArray frames, NDArray weight, NDArray bias) {
    return MxnetOps.fullyConnected(scope, frames, weight, bias);
  }
}
