package speechreps.model;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import speechreps.model.TorchScriptConf.OutputAxes;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.speech.FeatureMatrix;

/** Runs a module on noise and compares what comes with what its configuration says. */
final class TorchScriptProbe {
  /** What an encoder may differ by when it runs a batch. */
  private static final double TOLERANCE = 1e-5;

  private static final float UNIT_AMPLITUDE = 0.1f;
  private static final float INT16_SCALE = 32768f;

  /** Rows of input that are enough for any module's first output. */
  private static final int USUAL_FRAMES = 200;

  private final String location;
  private final TorchScriptConf conf;
  private final TorchScriptRunner runner;

  /**
   * @param location of the module, for messages
   */
  TorchScriptProbe(String location, TorchScriptRunner runner) {
    this.location = location;
    this.conf = runner.conf();
    this.runner = runner;
  }

  /**
   * Probes.
   *
   * @return columns of the outputs
   * @throws CheckpointException when the module fails, or gives something else
   */
  int outputDim() throws CheckpointException {
    FeatureMatrix shortest = run(List.of(noise(conf.minRows()))).get(0);
    if (shortest.numFrames() < 1) {
      throw fault("no output for an input of " + conf.minRows() + " rows, the fewest allowed");
    }
    int usual =
        conf.input() instanceof ModelInput.Samples samples ? samples.sampleRateHz() : USUAL_FRAMES;
    int brief = Math.min(conf.maxRows(), Math.max(usual, 2 * conf.minRows()));
    int twice = Math.min(conf.maxRows(), 2 * brief);
    List<FeatureMatrix> inputs = List.of(noise(brief), noise(twice));
    List<FeatureMatrix> alone = new ArrayList<>();
    for (FeatureMatrix input : inputs) {
      alone.addAll(run(List.of(input)));
    }
    checkDims(shortest, alone);
    if (conf.outputAxes() != OutputAxes.BD) {
      checkShift(alone.get(1).numFrames() - alone.get(0).numFrames(), twice - brief);
    }
    if (conf.batchSafe()) {
      checkBatch(alone, run(inputs));
    }
    return shortest.dim();
  }

  private void checkDims(FeatureMatrix shortest, List<FeatureMatrix> others)
      throws CheckpointException {
    for (FeatureMatrix other : others) {
      if (other.dim() != shortest.dim()) {
        throw fault(
            "outputs of different lengths differ in columns: "
                + shortest
                + " and "
                + other
                + "; is output-axes right?");
      }
    }
  }

  private void checkShift(int outputRows, int inputRows) throws CheckpointException {
    if (Math.abs((long) outputRows * conf.stride() - inputRows) > conf.stride()) {
      throw fault(
          String.format(
              Locale.ROOT,
              "frame-shift does not fit: it says %d rows of input for each of output, but %d more of"
                  + " input gave %d more of output",
              conf.stride(),
              inputRows,
              outputRows));
    }
  }

  private void checkBatch(List<FeatureMatrix> alone, List<FeatureMatrix> together)
      throws CheckpointException {
    for (int i = 0; i < alone.size(); i++) {
      FeatureMatrix one = alone.get(i);
      FeatureMatrix other = together.get(i);
      if (one.numFrames() != other.numFrames()) {
        throw fault("batch-safe is not true: " + one + " alone, " + other + " in a padded batch");
      }
      double distance = distance(one.values(), other.values());
      if (!(distance <= TOLERANCE)) {
        throw fault(
            String.format(
                Locale.ROOT,
                "batch-safe is not true: in a padded batch a result differs by %.1e from the same"
                    + " alone, expected at most %.0e",
                distance,
                TOLERANCE));
      }
    }
  }

  /** Relative, in the Euclidean norm. */
  private static double distance(float[] expected, float[] actual) {
    double squares = 0;
    double differences = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += (double) expected[i] * expected[i];
      double difference = (double) expected[i] - actual[i];
      differences += difference * difference;
    }
    return differences == 0 ? 0 : Math.sqrt(differences / squares);
  }

  private List<FeatureMatrix> run(List<FeatureMatrix> inputs) throws CheckpointException {
    try {
      return runner.run(inputs);
    } catch (EngineException e) {
      throw fault(
          "the module fails on "
              + inputs.get(inputs.size() - 1).numFrames()
              + " rows of noise: "
              + reason(e));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
  }

  /** The engine's last line: the lines before it are the module's stack. */
  static String reason(EngineException e) {
    String reason = "no reason given";
    for (String line : String.valueOf(e.getMessage()).split("\n", -1)) {
      if (!line.isBlank()) {
        reason = line.strip();
      }
    }
    return reason;
  }

  private CheckpointException fault(String problem) {
    return new CheckpointException(location, problem);
  }

  /** The same for the same number of rows. */
  private FeatureMatrix noise(int rows) {
    float amplitude = 1;
    if (conf.input() instanceof ModelInput.Samples samples) {
      amplitude = samples.unitScale() ? UNIT_AMPLITUDE : UNIT_AMPLITUDE * INT16_SCALE;
    }
    Random random = new Random(rows);
    float[] values = new float[rows * conf.input().dim()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * amplitude;
    }
    return new FeatureMatrix(rows, conf.input().dim(), values);
  }
}
