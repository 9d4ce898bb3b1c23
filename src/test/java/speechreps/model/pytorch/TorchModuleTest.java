package speechreps.model.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import speechreps.model.natives.NativeEnvironment;
import speechreps.model.pytorch.TorchParameter.Storage;

class TorchModuleTest {
  private static final String LINEAR =
      """
      def forward(self, x: Tensor) -> Tensor:
        return torch.add(torch.matmul(x, self.weight), self.bias)
      """;

  private final TorchRuntime runtime = TorchRuntime.start(1);

  @Test
  void theProcessHasOneRuntime() {
    assertSame(runtime, TorchRuntime.start(2));
  }

  @Test
  void pytorchWasLoadedWithThreadsThatSleepAndFullPrecision() {
    NativeEnvironment environment = new NativeEnvironment();

    assertEquals("PASSIVE", environment.get(NativeEnvironment.OPENMP_WAIT_POLICY));
    assertEquals("0", environment.get("NVIDIA_TF32_OVERRIDE"));
  }

  @Test
  void aGpuOnNativesForCpusIsRefusedWithWhatToInstall() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> runtime.device(0));

    assertEquals(
        "GPU 0 was asked for, but the PyTorch natives on the class path (pytorch-native-cpu) are"
            + " for CPUs only. Run without a GPU, or unpack a libtorch 2.7.1 for CUDA 12.8 and"
            + " name its lib folder in PYTORCH_LIBRARY_PATH, with PYTORCH_VERSION=2.7.1 and"
            + " PYTORCH_FLAVOR=cu128 (for CUDA 12.4 there is pytorch-native-cu124:2.5.1, which"
            + " goes with DJL 0.32.0)",
        e.getMessage());
  }

  @Test
  void aProgramComputesWithItsParameters() throws IOException {
    try (TorchModule module = load(linear());
        TorchCall call = module.newCall()) {
      call.addFloats(2, 2).put(new float[] {1, 0, 2, -1});
      TorchOutput output = call.run().get(0);

      assertArrayEquals(new long[] {2, 3}, output.shape());
      assertArrayEquals(new float[] {11, 22, 33, 8, 19, 30}, floats(output));
    }
  }

  @Test
  void severalTypesGoInAndSeveralTensorsComeOut() throws IOException {
    String methods =
        """
        def forward(self, x: Tensor, lengths: Tensor, mask: Tensor) -> Tuple[Tensor, Tensor]:
          return (torch.masked_fill(x, mask, 0.), torch.mul(lengths, 2))
        """;
    try (TorchModule module = load(TorchProgram.of("types", methods, List.of()));
        TorchCall call = module.newCall()) {
      call.addFloats(3).put(new float[] {1, 2, 3});
      call.addLongs(2).put(new long[] {1L << 40, -3});
      call.addBooleans(3).put(new byte[] {0, 1, 0});
      List<TorchOutput> outputs = call.run();
      long[] doubled = new long[2];
      outputs.get(1).longs().get(doubled);

      assertArrayEquals(new float[] {1, 0, 3}, floats(outputs.get(0)));
      assertArrayEquals(new long[] {1L << 41, -6}, doubled);
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> outputs.get(1).floats());
      assertEquals("expected float32, got int64", e.getMessage());
    }
  }

  @Test
  void aTransposedOutputIsReadInItsOwnOrder() throws IOException {
    String methods = "def forward(self, x: Tensor) -> Tensor:\n  return torch.t(x)\n";
    try (TorchModule module = load(TorchProgram.of("transpose", methods, List.of()));
        TorchCall call = module.newCall()) {
      call.addFloats(2, 3).put(new float[] {1, 2, 3, 4, 5, 6});

      assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, floats(call.run().get(0)));
    }
  }

  @Test
  void prepareReplacesParametersOnceAtLoading() throws IOException {
    String methods =
        """
        def prepare(self) -> None:
          self.weight = torch.mul(self.weight, 2)

        def forward(self, x: Tensor) -> Tensor:
          return torch.mul(x, self.weight)
        """;
    TorchProgram program =
        new TorchProgram("prepared", methods, true, List.of(parameter("weight", 3, 5)));
    try (TorchModule module = load(program)) {
      for (int i = 0; i < 2; i++) {
        try (TorchCall call = module.newCall()) {
          call.addFloats(2).put(new float[] {1, 2});
          assertArrayEquals(new float[] {6, 20}, floats(call.run().get(0)));
        }
      }
    }
  }

  @Test
  void halfAFloatKeepsEightBitsRoundedToEven() throws IOException {
    String methods =
        "def forward(self, x: Tensor) -> Tensor:\n  return torch.add(x, self.weight)\n";
    float[] values = {1 + 0x1p-8f, 1 + 0x3p-8f, 1 + 0x1.1p-8f, Float.NEGATIVE_INFINITY};
    TorchParameter weight =
        new TorchParameter("weight", List.of(4L), Storage.BFLOAT16, target -> target.put(values));
    try (TorchModule module = load(TorchProgram.of("bf16", methods, List.of(weight)));
        TorchCall call = module.newCall()) {
      call.addFloats(4).put(new float[4]);
      assertArrayEquals(
          new float[] {1, 1 + 0x1p-6f, 1 + 0x1p-7f, Float.NEGATIVE_INFINITY},
          floats(call.run().get(0)));
    }
    assertTrue(Float.isNaN(Float.intBitsToFloat(TorchArchive.toBfloat16(Float.NaN) << 16)));
  }

  @Test
  void callsFromManyThreadsOfManyShapesAreRight() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (TorchModule module = load(linear())) {
      List<Callable<float[]>> tasks = new ArrayList<>();
      for (int i = 1; i <= 200; i++) {
        int rows = i;
        tasks.add(() -> lastRow(module, rows));
      }
      for (Future<float[]> result : threads.invokeAll(tasks)) {
        assertArrayEquals(new float[] {11, 22, 33}, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closingWaitsForTheCallsUnderWayAndRefusesLaterOnes() throws Exception {
    TorchModule module = load(linear());
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begun = new CountDownLatch(1);
    Thread closer =
        new Thread(
            () -> {
              begun.countDown();
              module.close();
              events.add("closed");
            });
    try (TorchCall call = module.newCall()) {
      closer.start();
      begun.await();
      call.addFloats(1, 2).put(new float[] {1, 0});
      assertArrayEquals(new float[] {11, 22, 33}, floats(call.run().get(0)));
      events.add("called");
    }
    closer.join();
    module.close();

    assertEquals(List.of("called", "closed"), events);
    IllegalStateException e = assertThrows(IllegalStateException.class, module::newCall);
    assertEquals("linear is closed", e.getMessage());
  }

  @Test
  void aProgramThatDoesNotCompileFailsWhenItIsLoaded() {
    String methods = "def forward(self, x: Tensor) -> Tensor:\n  return torch.no_such(x)\n";
    EngineException e =
        assertThrows(
            EngineException.class,
            () -> load(TorchProgram.of("broken", methods, List.of())).close());

    assertTrue(e.toString().contains("no_such"), e.toString());
  }

  @Test
  void anInputThatDoesNotFitTheProgramFailsTheCallAlone() throws IOException {
    try (TorchModule module = load(linear())) {
      try (TorchCall call = module.newCall()) {
        call.addFloats(2, 3).put(new float[6]);
        EngineException e = assertThrows(EngineException.class, call::run);
        assertTrue(e.toString().contains("mat1 and mat2"), e.toString());
      }
      assertArrayEquals(new float[] {11, 22, 33}, lastRow(module, 1));
    }
  }

  @Test
  void emptyAndHugeTensorsAreRefused() throws IOException {
    try (TorchModule module = load(linear());
        TorchCall call = module.newCall()) {
      IllegalArgumentException empty =
          assertThrows(IllegalArgumentException.class, () -> call.addFloats(3, 0));
      IllegalArgumentException huge =
          assertThrows(IllegalArgumentException.class, () -> call.addFloats(1 << 29));

      assertEquals("expected dimensions of at least 1, got 0", empty.getMessage());
      assertEquals("expected a tensor below 2 GB, got 2147483648 bytes", huge.getMessage());
    }
  }

  @Test
  void aParameterWithoutItsValuesIsRefused() {
    TorchParameter brief =
        new TorchParameter("weight", List.of(3L), Storage.FLOAT32, target -> target.put(1));
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> load(TorchProgram.of("brief", LINEAR, List.of(brief))).close());

    assertEquals("weight: 2 elements of its shape were not given", e.getMessage());
  }

  @Test
  void namesThatAreNoIdentifiersAndDoublesAreRefused() {
    IllegalArgumentException name =
        assertThrows(IllegalArgumentException.class, () -> parameter("layers.0", 1));
    IllegalArgumentException twice =
        assertThrows(
            IllegalArgumentException.class,
            () -> TorchProgram.of("m", LINEAR, List.of(parameter("w", 1), parameter("w", 2))));

    assertEquals("expected an identifier, got layers.0", name.getMessage());
    assertEquals("m: expected one parameter w, got two", twice.getMessage());
  }

  private TorchModule load(TorchProgram program) throws IOException {
    return runtime.load(program, runtime.device(null));
  }

  /** Two inputs, three outputs: the weight rows are (1, 2, 3) and (4, 5, 6). */
  private static TorchProgram linear() {
    float[] weight = {1, 2, 3, 4, 5, 6};
    return TorchProgram.of(
        "linear",
        LINEAR,
        List.of(
            new TorchParameter(
                "weight", List.of(2L, 3L), Storage.FLOAT32, target -> target.put(weight)),
            parameter("bias", 10, 20, 30)));
  }

  private static TorchParameter parameter(String name, float... values) {
    return new TorchParameter(
        name, List.of((long) values.length), Storage.FLOAT32, target -> target.put(values));
  }

  private static float[] lastRow(TorchModule module, int rows) {
    try (TorchCall call = module.newCall()) {
      FloatBuffer input = call.addFloats(rows, 2);
      for (int row = 0; row < rows; row++) {
        input.put(row == rows - 1 ? 1 : 7).put(0);
      }
      float[] outputs = floats(call.run().get(0));
      float[] last = new float[3];
      System.arraycopy(outputs, (rows - 1) * 3, last, 0, 3);
      return last;
    }
  }

  private static float[] floats(TorchOutput output) {
    FloatBuffer floats = output.floats();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
