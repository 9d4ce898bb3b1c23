package speechreps.model.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the processor can do, as Linux names it. */
public final class CpuFlags {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Products of bfloat16 as single instructions. */
  private static final List<String> BRAIN_FLOAT = List.of("avx512_bf16", "amx_bf16");

  private CpuFlags() {}

  /** True when bfloat16 is faster than single precision; false also where none can tell. */
  public static boolean hasBrainFloat() {
    if (!Files.isReadable(CPU_INFO)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
          .anyMatch(BRAIN_FLOAT::contains);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + CPU_INFO, e);
    }
  }
}
