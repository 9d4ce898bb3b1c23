package speechreps.model.pytorch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.natives.NativeEnvironment;

/**
 * The one door to PyTorch in this process. Thread-safe; unlike MXNet, PyTorch lets all threads call
 * at the same time.
 */
public final class TorchRuntime {
  /** Never left to DJL's choice, since several engines are on the class path. */
  private static final String ENGINE = "PyTorch";

  private static @Nullable TorchRuntime started;

  private final Engine engine;

  private TorchRuntime(int threads) {
    prepare(threads);
    engine = Engine.getEngine(ENGINE);
  }

  /**
   * The runtime of this process; the first call loads PyTorch.
   *
   * @param threads threads that one call may use; the first call decides
   */
  public static synchronized TorchRuntime start(int threads) {
    if (started == null) {
      started = new TorchRuntime(threads);
    }
    return started;
  }

  /**
   * The device to compute on.
   *
   * @param gpu number of a GPU, from 0; null for the CPU
   * @throws IllegalArgumentException when the GPU cannot be used, with what to install
   */
  public Device device(@Nullable Integer gpu) {
    if (gpu == null) {
      return Device.cpu();
    }
    if (!engine.hasCapability(StandardCapabilities.CUDA)) {
      throw new IllegalArgumentException(
          "GPU "
              + gpu
              + " was asked for, but the PyTorch natives on the class path (pytorch-native-cpu) are"
              + " for CPUs only. Run without a GPU, or unpack a libtorch 2.7.1 for CUDA 12.8 and"
              + " name its lib folder in PYTORCH_LIBRARY_PATH, with PYTORCH_VERSION=2.7.1 and"
              + " PYTORCH_FLAVOR=cu128 (for CUDA 12.4 there is pytorch-native-cu124:2.5.1, which"
              + " goes with DJL 0.32.0)");
    }
    int gpus = engine.getGpuCount();
    if (gpu < 0 || gpu >= gpus) {
      throw new IllegalArgumentException(
          "GPU " + gpu + " was asked for: expected one from 0 to " + (gpus - 1));
    }
    return Device.gpu(gpu);
  }

  /**
   * Compiles a program and puts its parameters on a device. The archive in between lies in the
   * JVM's folder for temporary files while this runs.
   *
   * @return a module that the caller closes
   * @throws IOException when a parameter cannot be read, or the archive not be written
   */
  public TorchModule load(TorchProgram program, Device device) throws IOException {
    Path archive = Files.createTempFile("speech-reps-", ".pt");
    try {
      TorchArchive.write(archive, program);
      return load(program, device, archive);
    } finally {
      Files.delete(archive);
    }
  }

  /**
   * Loads a TorchScript module of others, for inference. It is a program: PyTorch runs what its
   * file says.
   *
   * @param name for messages
   * @return a module that the caller closes
   * @throws FileNotFoundException when there is no such file
   * @throws CheckpointException when the engine cannot load it, with its reason
   */
  public TorchModule load(String name, Path archive, Device device) throws IOException {
    if (!Files.isRegularFile(archive)) {
      throw new FileNotFoundException("no such file (" + archive + ")");
    }
    Model model = Model.newInstance(name, device, ENGINE);
    boolean loaded = false;
    try (InputStream in = Files.newInputStream(archive)) {
      // A stream: DJL would look for a path in the folder of its models.
      model.load(in, Map.of("mapLocation", "true"));
      JniUtils.enableInferenceMode((PtSymbolBlock) model.getBlock());
      loaded = true;
      return new TorchModule(name, model);
    } catch (EngineException | MalformedModelException e) {
      throw new CheckpointException(
          archive.toString(),
          "expected a TorchScript module, PyTorch cannot load it: " + firstLine(e));
    } finally {
      if (!loaded) {
        model.close();
      }
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static TorchModule load(TorchProgram program, Device device, Path archive)
      throws IOException {
    Model model = Model.newInstance(program.name(), device, ENGINE);
    boolean loaded = false;
    try {
      model.load(archive, null, Map.of("mapLocation", "true"));
      if (program.prepared()) {
        runPrepare((PtSymbolBlock) model.getBlock());
      }
      loaded = true;
      return new TorchModule(program.name(), model);
    } catch (MalformedModelException e) {
      throw new IllegalStateException(program.name() + ": the engine refuses the archive", e);
    } finally {
      if (!loaded) {
        model.close();
      }
    }
  }

  private static void runPrepare(PtSymbolBlock block) {
    JniUtils.setGraphExecutorOptimize(false);
    try (IValue none = IValueUtils.runMethod(block, "prepare")) {
      if (none.isTensor()) {
        throw new IllegalStateException("prepare returns a tensor, expected None");
      }
    }
  }

  private static void prepare(int threads) {
    NativeEnvironment environment = new NativeEnvironment();
    environment.prepareForEngine(threads);
    // Tensor cores would round every product to 10 bits.
    environment.set("NVIDIA_TF32_OVERRIDE", "0");
    NativeEnvironment.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    // Calls come from the tasks' threads; the engine needs none of its own to run them side by
    // side.
    NativeEnvironment.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    // Set for each call; the property only keeps DJL from warning.
    NativeEnvironment.setProperty("ai.djl.pytorch.graph_optimizer", "false");
  }
}
