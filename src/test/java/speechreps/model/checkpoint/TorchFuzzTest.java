package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.checkpoint.TorchCheckpointWriter.Instance;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;
import speechreps.model.checkpoint.TorchCheckpointWriter.View;

/** Damaged files end in an exception or in something sound, never in an error, and soon. */
class TorchFuzzTest {
  private static final int DAMAGED_FILES = 1500;
  private static final long SEED = 20210617;

  /** A hang is what is looked for; a file takes well below a millisecond. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path file;

  TorchFuzzTest(@TempDir Path folder) {
    file = folder.resolve("model.pt");
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsAnException(TorchFormat format) throws IOException {
    byte[] whole = sample(format);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            IOException e = assertThrows(IOException.class, () -> readAll(file));
            assertNotNull(e.getMessage());
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void changedBytesEndInAnExceptionOrInTensors(TorchFormat format) throws IOException {
    byte[] whole = sample(format);
    Random random = new Random(SEED);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int i = 0; i < DAMAGED_FILES; i++) {
            byte[] damaged = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
              damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            readOrRefuse(file);
          }
        });
  }

  private static void readOrRefuse(Path file) {
    try {
      readAll(file);
    } catch (IOException e) {
      assertNotNull(e.getMessage());
    }
  }

  private static void readAll(Path file) throws IOException {
    for (Tensor tensor : Checkpoints.read(file).tensors().values()) {
      FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.size()));
      if (tensor.type().isFloatingPoint()) {
        tensor.appendTo(values);
        assertEquals(0, values.remaining());
      }
    }
  }

  private static byte[] sample(TorchFormat format) throws IOException {
    Map<String, Object> model = new LinkedHashMap<>();
    Values storage = Values.of(TensorType.FLOAT16, List.of(2L, 3L), 1, 2, 3, 4, 5, 6);
    model.put("weight", storage);
    model.put("transposed", new View(storage, 0, List.of(3L, 2L), List.of(1L, 3L)));
    model.put("bias", Values.of(TensorType.FLOAT32, List.of(3L), 1, 2, 3));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("args", Instance.namespace(Map.of("arch", "x", "steps", Long.MAX_VALUE)));
    root.put("model", model);
    root.put("meter", new Instance("fairseq.meters", "AverageMeter", Map.of("sum", 1.5)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(out, root);
    return out.toByteArray();
  }
}
