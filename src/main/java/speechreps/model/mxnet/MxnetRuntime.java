package speechreps.model.mxnet;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.ndarray.NDManager;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one door to MXNet in this process: every call runs on one service thread, one after the
 * other. Thread-safe.
 *
 * <p>A caller waits until its call has ended, even when it is interrupted meanwhile (its interrupt
 * flag is set again then): a call abandoned half-way would leave native memory behind.
 */
public final class MxnetRuntime {
  /** Never left to DJL's choice, since several engines are on the class path. */
  private static final String ENGINE = "MXNet";

  private static @Nullable MxnetRuntime started;

  private final ExecutorService serviceThread =
      Executors.newSingleThreadExecutor(MxnetRuntime::daemon);
  private final Engine engine;
  private final Function setOpenMpThreads;

  private MxnetRuntime(int threads) {
    MxnetEnvironment.prepare(threads);
    engine = onServiceThread(() -> Engine.getEngine(ENGINE));
    setOpenMpThreads =
        NativeLibrary.getInstance(LibUtils.getLibName()).getFunction("MXSetNumOMPThreads");
  }

  /**
   * The runtime of this process; the first call loads MXNet.
   *
   * @param threads OpenMP threads until a call asks for another number
   * @throws IllegalStateException when other code has loaded MXNet in its unsafe mode
   */
  public static synchronized MxnetRuntime start(int threads) {
    if (started == null) {
      started = new MxnetRuntime(threads);
    }
    return started;
  }

  /**
   * Runs work on the service thread and waits for its end. Arrays are made, used, read and closed
   * in there; none may leave it.
   *
   * @param threads OpenMP threads that the work may use
   */
  public <T> T call(int threads, Supplier<T> work) {
    return onServiceThread(
        () -> {
          if (setOpenMpThreads.invokeInt(new Object[] {threads}) != 0) {
            throw new IllegalStateException("MXNet refuses " + threads + " OpenMP threads");
          }
          return work.get();
        });
  }

  /**
   * The device to compute on.
   *
   * @param gpu number of a GPU, from 0; null for the CPU
   * @throws IllegalArgumentException when the GPU cannot be used, with the reason
   */
  public Device device(@Nullable Integer gpu) {
    if (gpu == null) {
      return Device.cpu();
    }
    boolean cuda = onServiceThread(() -> engine.hasCapability(StandardCapabilities.CUDA));
    if (!cuda) {
      throw new IllegalArgumentException(
          "GPU "
              + gpu
              + " was asked for, but the MXNet natives on the class path (mxnet-native-mkl) are for"
              + " CPUs only, and none for GPUs are published for this version. Run without a GPU,"
              + " or put a CUDA build of MXNet 1.9.1 (libmxnet.so) into a folder and name it in"
              + " MXNET_LIBRARY_PATH");
    }
    int gpus = engine.getGpuCount();
    if (gpu < 0 || gpu >= gpus) {
      throw new IllegalArgumentException(
          "GPU " + gpu + " was asked for: expected one from 0 to " + (gpus - 1));
    }
    return Device.gpu(gpu);
  }

  /** A scope for arrays on a device. To be made, used and closed inside {@link #call}. */
  public NDManager newScope(Device device) {
    return engine.newBaseManager(device);
  }

  private <T> T onServiceThread(Supplier<T> work) {
    Future<T> result = serviceThread.submit(work::get);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Errors stay errors: a JVM out of memory must not look like a failed call. */
  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException failure) {
      return failure;
    }
    return new IllegalStateException("MXNet call failed", cause);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "mxnet");
    thread.setDaemon(true);
    return thread;
  }
}
