package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;

class EncodersTest {
  private final Path folder;

  EncodersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anUnknownModelIsRefusedWithTheKnownOnes() {
    EncoderConfig config = EncoderConfig.of("hubert", "model.params");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Encoders.load(config));

    assertEquals("unknown model hubert: expected one of " + Encoders.names(), e.getMessage());
  }

  @Test
  void aGpuIsRefusedByNativesForCpus() throws IOException {
    Path file = folder.resolve("model.params");
    DecoarParamsGenerator.write(file, new Sizes(40, 8, 1, 8, 1, Naming.DOTTED));
    EncoderConfig config = onGpu(file.toString(), 3);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Encoders.load(config));

    assertEquals(
        "GPU 3 was asked for, but the MXNet natives on the class path (mxnet-native-mkl) are for"
            + " CPUs only, and none for GPUs are published for this version. Run without a GPU,"
            + " or put a CUDA build of MXNet 1.9.1 (libmxnet.so) into a folder and name it in"
            + " MXNET_LIBRARY_PATH",
        e.getMessage());
  }

  @Test
  void aConfigurationNeedsAnEngineThread() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new EngineThreads(2, 0));

    assertEquals("expected at least 1 engine thread, got 2 and 0", e.getMessage());
  }

  @Test
  void aConfigurationRefusesNegativeGpus() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> onGpu("f", -1));

    assertEquals("expected a GPU number of 0 or more, got -1", e.getMessage());
  }

  @Test
  void aConfigurationTravelsToExecutors() throws Exception {
    EncoderConfig config = onGpu("model.params", 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(config);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(config, in.readObject());
    }
  }

  @Test
  void aChoiceThatAModelDoesNotHaveIsRefused() {
    assertRefused(
        new EncoderOptions("3", null, null, null, Compute.FP32, Map.of()),
        "--model decoar has no option --layer");
    assertRefused(
        new EncoderOptions(null, 4, null, null, Compute.FP32, Map.of()),
        "--model decoar has no option --heads");
    assertRefused(
        new EncoderOptions(null, null, LongAudio.CLIP_POSITIONS, null, Compute.FP32, Map.of()),
        "--model decoar: --long-audio must be exact, got clip-positions");
    assertRefused(
        new EncoderOptions(null, null, null, null, Compute.FP32, Map.of("input", "fbank")),
        "--model decoar has no option --model-conf");
  }

  private static void assertRefused(EncoderOptions options, String message) {
    EncoderConfig config = EncoderConfig.of("decoar", "model.params").with(options);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Encoders.inspect(config));
    assertEquals(message, e.getMessage());
  }

  private static EncoderConfig onGpu(String file, int gpu) {
    return new EncoderConfig("decoar", file, EncoderOptions.DEFAULTS, gpu, EngineThreads.of(4));
  }
}
