package speechreps.model.mxnet;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What MXNet and its OpenMP library read from the process environment when they are loaded. The JVM
 * cannot change its own environment, so this goes to the C library.
 */
final class MxnetEnvironment {
  static final String ENGINE_TYPE = "MXNET_ENGINE_TYPE";

  /** Operators run in the calling thread, one after the other. */
  static final String SYNCHRONOUS = "NaiveEngine";

  static final String OPENMP_THREADS = "OMP_NUM_THREADS";
  static final String OPENMP_WAIT_POLICY = "OMP_WAIT_POLICY";

  /**
   * oneDNN keeps the kernels of this many shapes. Nearly every batch has a shape of its own, so its
   * default of 1024 only fills memory: 200 MB after some thousand batches.
   */
  private static final String KERNEL_CACHE = "DNNL_PRIMITIVE_CACHE_CAPACITY";

  private static final String KEPT_KERNELS = "64";

  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

  private final LibC libC = Native.load("c", LibC.class);

  /**
   * Prepares this process for loading MXNet.
   *
   * @throws IllegalStateException when MXNet is here already, with another engine
   */
  void prepare(int engineThreads) {
    if (isMxnetLoaded()) {
      requireSynchronousEngine(get(ENGINE_TYPE));
      return;
    }
    set(ENGINE_TYPE, SYNCHRONOUS);
    set(OPENMP_THREADS, Integer.toString(engineThreads));
    // Waiting OpenMP threads sleep: spinning ones would take the cores of the other tasks.
    set(OPENMP_WAIT_POLICY, "PASSIVE");
    set(KERNEL_CACHE, KEPT_KERNELS);
    setProperty("ai.djl.offline", "true");
    setProperty("OPT_OUT_TRACKING", "true");
  }

  /** A variable of the C library's environment. */
  @Nullable String get(String name) {
    return libC.getenv(name);
  }

  static void requireSynchronousEngine(@Nullable String engineType) {
    if (!SYNCHRONOUS.equals(engineType)) {
      throw new IllegalStateException(
          "MXNet was loaded into this JVM by other code: expected "
              + ENGINE_TYPE
              + "="
              + SYNCHRONOUS
              + ", got "
              + (engineType == null ? "nothing" : engineType)
              + ". Its default engine corrupts results when threads share it: set the variable for"
              + " this process before it starts");
    }
  }

  private void set(String name, String value) {
    if (libC.setenv(name, value, 1) != 0) {
      throw new IllegalStateException("cannot set " + name + " in the process environment");
    }
  }

  /** Leaves alone what the operator chose. */
  private static void setProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static boolean isMxnetLoaded() {
    if (!Files.isReadable(MAPPED_FILES)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
      return lines.anyMatch(line -> line.endsWith("/libmxnet.so"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MAPPED_FILES, e);
    }
  }

  /** The part of the C library that is used here. */
  interface LibC extends Library {
    int setenv(String name, String value, int overwrite);

    @Nullable String getenv(String name);
  }
}
