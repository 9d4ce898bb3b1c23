package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.model.pytorch.TorchCall;
import speechreps.model.pytorch.TorchModule;
import speechreps.model.pytorch.TorchOutput;
import speechreps.model.pytorch.TorchRuntime;
import speechreps.speech.FeatureMatrix;

class DecoarProgramTest {
  private static final int STEPS = 5;
  private static final int SEQUENCES = 3;

  /** Of the block before: two have ended since. */
  private static final int STATES = 5;

  private static final int HIDDEN = 8;
  private static final int LAYERS = 2;

  private final Path folder;

  DecoarProgramTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** It knows no packed weights; that it runs on CPUs, too, is what makes it testable there. */
  @Test
  void theProgramForGpusGivesTheSame() throws IOException {
    Path file = folder.resolve("model.params");
    DecoarParamsGenerator.write(file, new Sizes(7, HIDDEN, LAYERS, 6, 1, Naming.DOTTED));
    DecoarWeights weights = DecoarWeights.of(Checkpoints.read(file));
    List<FeatureMatrix> packed = run(new DecoarProgram(weights, Compute.FP32, true));
    List<FeatureMatrix> plain = run(new DecoarProgram(weights, Compute.FP32, false));

    assertEquals(4, plain.size());
    assertEquals(STEPS * SEQUENCES * HIDDEN, plain.get(0).values().length);
    assertEquals(2 * LAYERS * SEQUENCES * HIDDEN, plain.get(3).values().length);
    for (int i = 0; i < plain.size(); i++) {
      assertClose(packed.get(i), plain.get(i), "output " + i);
    }
  }

  /** What the program returns for random arguments, each as one row. */
  private static List<FeatureMatrix> run(DecoarProgram program) throws IOException {
    TorchRuntime runtime = TorchRuntime.start(1);
    try (TorchModule module = runtime.load(program.program("test"), runtime.device(null));
        TorchCall call = module.newCall()) {
      call.addFloats(STEPS, SEQUENCES, 7).put(Matrices.random(STEPS * SEQUENCES, 7, 1).values());
      call.addFloats(STEPS, SEQUENCES, 7).put(Matrices.random(STEPS * SEQUENCES, 7, 2).values());
      for (int seed = 3; seed <= 4; seed++) {
        call.addFloats(2 * LAYERS, STATES, HIDDEN)
            .put(Matrices.random(2 * LAYERS * STATES, HIDDEN, seed).values());
      }
      List<FeatureMatrix> rows = new ArrayList<>();
      for (TorchOutput output : call.run()) {
        FloatBuffer floats = output.floats();
        float[] values = new float[floats.remaining()];
        floats.get(values);
        rows.add(new FeatureMatrix(1, values.length, values));
      }
      return rows;
    }
  }
}
