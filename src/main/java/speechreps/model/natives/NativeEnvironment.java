package speechreps.model.natives;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment of this process as native libraries read it when they are loaded. The JVM cannot
 * change its own, so this goes to the C library.
 */
public final class NativeEnvironment {
  /** Threads of the OpenMP library that an engine brings along. */
  public static final String OPENMP_THREADS = "OMP_NUM_THREADS";

  /** What OpenMP threads do while they wait. */
  public static final String OPENMP_WAIT_POLICY = "OMP_WAIT_POLICY";

  /**
   * oneDNN keeps the kernels of this many shapes. Nearly every batch has a shape of its own, so its
   * default of 1024 only fills memory: 200 MB after some thousand batches.
   */
  private static final String KERNEL_CACHE = "DNNL_PRIMITIVE_CACHE_CAPACITY";

  private static final String KEPT_KERNELS = "64";

  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

  private final LibC libC = Native.load("c", LibC.class);

  /**
   * Prepares this process for loading an engine: no download, no telemetry, threads that do not
   * spin. An engine that is loaded later may ask for another number of threads: each brings its own
   * OpenMP library, which reads the number once.
   *
   * @param threads OpenMP threads of the engine about to be loaded
   */
  public void prepareForEngine(int threads) {
    set(OPENMP_THREADS, Integer.toString(threads));
    // Waiting OpenMP threads sleep: spinning ones would take the cores of the other tasks.
    set(OPENMP_WAIT_POLICY, "PASSIVE");
    set(KERNEL_CACHE, KEPT_KERNELS);
    setProperty("ai.djl.offline", "true");
    setProperty("OPT_OUT_TRACKING", "true");
  }

  /**
   * Gives back what the C library has free. Threads come and go with the shards, and each is given
   * another of its pools, of which there are up to 8 for each core, and which keep what passed
   * through them: 50 MB each. Takes milliseconds.
   */
  public void trim() {
    // The answer tells whether there was anything to give back.
    int unusedAnswer = libC.malloc_trim(0);
  }

  /** A variable of the C library's environment. */
  public @Nullable String get(String name) {
    return libC.getenv(name);
  }

  /** Sets a variable of the C library's environment. */
  public void set(String name, String value) {
    if (libC.setenv(name, value, 1) != 0) {
      throw new IllegalStateException("cannot set " + name + " in the process environment");
    }
  }

  /** Sets a system property, but leaves alone what the operator chose. */
  public static void setProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** True when a library of this file name is in the process; false also where none can tell. */
  public static boolean isLoaded(String library) {
    if (!Files.isReadable(MAPPED_FILES)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
      return lines.anyMatch(line -> line.endsWith("/" + library));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MAPPED_FILES, e);
    }
  }

  /** The part of the C library that is used here. */
  interface LibC extends Library {
    int setenv(String name, String value, int overwrite);

    int malloc_trim(long pad);

    @Nullable String getenv(String name);
  }
}
