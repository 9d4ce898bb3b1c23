package speechreps.model;

import ai.djl.engine.EngineException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import speechreps.model.TorchScriptConf.InputAxes;
import speechreps.model.TorchScriptConf.OutputAxes;
import speechreps.model.pytorch.TorchCall;
import speechreps.model.pytorch.TorchModule;
import speechreps.model.pytorch.TorchOutput;
import speechreps.speech.FeatureMatrix;

/** Runs a module of others on a batch, as its configuration says. Thread-safe. */
record TorchScriptRunner(TorchModule module, TorchScriptConf conf) {
  /**
   * One call.
   *
   * @param inputs at least one
   * @return the rows of each, without padding where the module tells lengths
   * @throws IllegalArgumentException when the module returns something else than the configuration
   *     says
   * @throws EngineException when the module fails
   */
  List<FeatureMatrix> run(List<FeatureMatrix> inputs) {
    int longest = inputs.stream().mapToInt(FeatureMatrix::numFrames).max().orElseThrow();
    try (TorchCall call = module.newCall()) {
      fill(call.addFloats(shape(inputs.size(), longest)), inputs, longest);
      if (conf.lengths()) {
        LongBuffer lengths = call.addLongs(inputs.size());
        inputs.forEach(input -> lengths.put(input.numFrames()));
      }
      List<TorchOutput> outputs = call.run();
      TorchOutput output = element(outputs, conf.output());
      Layout layout = layout(output.shape(), inputs.size());
      long[] rows = new long[inputs.size()];
      Arrays.fill(rows, layout.rows);
      if (conf.outputLengths() >= 0) {
        lengths(element(outputs, conf.outputLengths()), inputs.size()).get(rows);
      }
      return matrices(output.floats(), layout, rows);
    }
  }

  private long[] shape(int batch, int longest) {
    int dim = conf.input().dim();
    return switch (conf.inputAxes()) {
      case BT -> new long[] {batch, longest};
      case B1T -> new long[] {batch, 1, longest};
      case BTD -> new long[] {batch, longest, dim};
      case BDT -> new long[] {batch, dim, longest};
    };
  }

  private void fill(FloatBuffer target, List<FeatureMatrix> inputs, int longest) {
    for (FeatureMatrix input : inputs) {
      int padding = longest - input.numFrames();
      if (conf.inputAxes() == InputAxes.BDT) {
        for (int column = 0; column < input.dim(); column++) {
          for (int row = 0; row < input.numFrames(); row++) {
            target.put(input.at(row, column));
          }
          target.put(new float[padding]);
        }
      } else {
        target.put(input.values()).put(new float[padding * input.dim()]);
      }
    }
  }

  private static TorchOutput element(List<TorchOutput> outputs, int element) {
    if (element >= outputs.size()) {
      throw new IllegalArgumentException(
          "expected an output " + element + ", the module returns " + outputs.size());
    }
    return outputs.get(element);
  }

  private static LongBuffer lengths(TorchOutput output, int batch) {
    if (!Arrays.equals(output.shape(), new long[] {batch})) {
      throw new IllegalArgumentException(
          "expected output lengths of shape ["
              + batch
              + "], the module returns "
              + Arrays.toString(output.shape()));
    }
    return output.longs();
  }

  /** Rows and columns of each output of a batch. */
  private record Layout(int rows, int dim) {}

  private Layout layout(long[] shape, int batch) {
    int axes = conf.outputAxes() == OutputAxes.BD ? 2 : 3;
    if (shape.length != axes || shape[0] != batch) {
      throw new IllegalArgumentException(
          "expected output axes "
              + conf.outputAxes()
              + " with batch "
              + batch
              + ", the module returns "
              + Arrays.toString(shape));
    }
    return switch (conf.outputAxes()) {
      case BTD -> new Layout((int) shape[1], (int) shape[2]);
      case BDT -> new Layout((int) shape[2], (int) shape[1]);
      case BD -> new Layout(1, (int) shape[1]);
    };
  }

  private List<FeatureMatrix> matrices(FloatBuffer values, Layout layout, long[] rows) {
    List<FeatureMatrix> matrices = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] > layout.rows) {
        throw new IllegalArgumentException(
            "expected an output length from 0 to "
                + layout.rows
                + ", the module returns "
                + rows[i]);
      }
      int kept = (int) rows[i];
      float[] matrix = new float[kept * layout.dim];
      int start = i * layout.rows * layout.dim;
      if (conf.outputAxes() == OutputAxes.BDT) {
        for (int j = 0; j < matrix.length; j++) {
          matrix[j] = values.get(start + (j % layout.dim) * layout.rows + j / layout.dim);
        }
      } else {
        values.get(start, matrix);
      }
      matrices.add(new FeatureMatrix(kept, layout.dim, matrix));
    }
    return matrices;
  }
}
