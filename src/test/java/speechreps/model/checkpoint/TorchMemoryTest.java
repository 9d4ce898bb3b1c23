package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;

/** The optimizer's state is most of a training checkpoint, and never read. */
class TorchMemoryTest {
  private static final long OPTIMIZER_ELEMENTS = 1 << 22;

  /** Buffers and the pickle; a hundredth of the file would be more than one tensor. */
  private static final long MAX_ALLOCATED_BYTES = 1 << 20;

  private final Path file;

  TorchMemoryTest(@TempDir Path folder) {
    file = folder.resolve("m.pt");
  }

  @ParameterizedTest
  @EnumSource
  void theStateOfTheOptimizerStaysInTheFile(TorchFormat format) throws IOException {
    Values weight = Values.of(TensorType.FLOAT32, List.of(1L), 1);
    Values state = new Values(TensorType.FLOAT32, List.of(OPTIMIZER_ELEMENTS), () -> 1);
    format.save(file, Map.of("model", Map.of("w", weight), "optimizer", Map.of("exp_avg", state)));
    Checkpoints.read(file);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Checkpoint checkpoint = Checkpoints.read(file);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertEquals(Set.of("w"), checkpoint.names());
    assertTrue(Files.size(file) > 4 * OPTIMIZER_ELEMENTS);
    assertTrue(allocated < MAX_ALLOCATED_BYTES, "allocated " + allocated + " bytes");
  }
}
