package speechreps.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;

/**
 * Prints the GFLOP/s of one core in products of two 2048 x 2048 matrices, the best of both engines:
 * what MXNet's fully connected layer reaches with oneDNN, or PyTorch's product with MKL.
 */
public final class SgemmPeak {
  private static final int SIZE = 2048;
  private static final int REPEATS = 12;

  private SgemmPeak() {}

  /** Takes no arguments; {@code OMP_NUM_THREADS=1} makes it one core. */
  public static void main(String[] args) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    double peak = Math.max(measure("MXNet"), measure("PyTorch"));
    System.out.printf(Locale.ROOT, "%.1f%n", peak);
  }

  private static double measure(String engine) {
    double best = 0;
    try (NDManager manager = Engine.getEngine(engine).newBaseManager()) {
      NDArray left = manager.randomUniform(-1, 1, new Shape(SIZE, SIZE));
      NDArray right = manager.randomUniform(-1, 1, new Shape(SIZE, SIZE));
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        try (NDArray product = product(engine, left, right)) {
          float unused = product.getFloat(0, 0);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / seconds / 1e9);
      }
    }
    return best;
  }

  /** MXNet's plain product goes to another, slower library. */
  private static NDArray product(String engine, NDArray left, NDArray right) {
    if (engine.equals("PyTorch")) {
      return left.matMul(right);
    }
    NDList result = left.getNDArrayInternal().linear(left, right, null);
    return result.singletonOrThrow();
  }
}
