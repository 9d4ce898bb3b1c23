package speechreps.model.mxnet;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxSymbolBlock;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;

/**
 * A linear layer and a stack of LSTM layers as one graph of MXNet, the way a model of symbols is
 * usually run.
 */
public record MxnetGraph(MxSymbolBlock block, ParameterStore parameters) {
  /** Inputs and parameters are nodes too; each operator names the nodes that it takes. */
  private static final String GRAPH =
      """
      {"nodes": [
        {"op": "null", "name": "data", "inputs": []},
        {"op": "null", "name": "weight", "inputs": []},
        {"op": "null", "name": "bias", "inputs": []},
        {"op": "FullyConnected", "name": "projection",
         "attrs": {"num_hidden": "PROJECTION", "flatten": "False", "no_bias": "False"},
         "inputs": [[0, 0, 0], [1, 0, 0], [2, 0, 0]]},
        {"op": "null", "name": "parameters", "inputs": []},
        {"op": "null", "name": "hidden", "inputs": []},
        {"op": "null", "name": "cell", "inputs": []},
        {"op": "RNN", "name": "lstm",
         "attrs": {"mode": "lstm", "state_size": "HIDDEN", "num_layers": "LAYERS", "state_outputs": "True",
                   "p": "0.0"},
         "inputs": [[3, 0, 0], [4, 0, 0], [5, 0, 0], [6, 0, 0]]}],
       "arg_nodes": [0, 1, 2, 4, 5, 6],
       "node_row_ptr": [0, 1, 2, 3, 4, 5, 6, 7, 10],
       "heads": [[7, 0, 0], [7, 1, 0], [7, 2, 0]],
       "attrs": {"mxnet_version": ["int", 10900]}}
      """;

  /** A graph with these weights, which the scope owns. */
  public static MxnetGraph of(NDManager scope, NDArray weight, NDArray bias, MxnetLstm lstm) {
    MxNDManager manager = (MxNDManager) scope;
    String json =
        GRAPH
            .replace("PROJECTION", Long.toString(weight.getShape().get(0)))
            .replace("HIDDEN", Integer.toString(lstm.hiddenDim()))
            .replace("LAYERS", Integer.toString(lstm.numLayers()));
    MxSymbolBlock block = new MxSymbolBlock(manager, Symbol.loadJson(manager, json));
    block.setInputNames(List.of("data", "hidden", "cell"));
    Map<String, NDArray> arrays =
        Map.of("weight", weight, "bias", bias, "parameters", lstm.parameters());
    for (Parameter parameter : block.getAllParameters()) {
      NDArray array = arrays.get(parameter.getName());
      if (array != null) {
        parameter.setArray(array);
      }
    }
    return new MxnetGraph(block, new ParameterStore(manager, false));
  }

  /** The output of the last layer, owned by the scope of the frames. */
  public NDArray run(NDArray frames, MxnetLstm.State state) {
    NDList inputs = new NDList(frames, state.hidden(), state.cell());
    return block.forward(parameters, inputs, false).get(0);
  }
}
