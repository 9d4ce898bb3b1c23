package speechreps.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.checkpoint.TorchCheckpointWriter.Instance;
import speechreps.model.checkpoint.TorchCheckpointWriter.Values;
import speechreps.model.checkpoint.TorchCheckpointWriter.View;

class TorchFileTest {
  private final Path folder;

  TorchFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @EnumSource
  void readsTheTensorsOfTheModelEntry(TorchFormat format) throws IOException {
    Values weight = Values.of(TensorType.FLOAT32, List.of(2L, 2L), 1, -2, 3, 0.5);
    Path file = save(format, Map.of("model", Map.of("a.weight", weight)));

    Checkpoint checkpoint = Checkpoints.read(file);

    assertEquals(List.of("a.weight"), List.copyOf(checkpoint.names()));
    assertArrayEquals(new float[] {1, -2, 3, 0.5f}, values(checkpoint.require("a.weight", 2, 2)));
  }

  @ParameterizedTest
  @EnumSource
  void readsTransposedAndExpandedViewsInTheOrderOfTheirIndices(TorchFormat format)
      throws IOException {
    Values storage = Values.of(TensorType.FLOAT16, List.of(6L), 0, 1, 2, 3, 4, 5);
    Path file =
        save(
            format,
            Map.of(
                "transposed", new View(storage, 0, List.of(3L, 2L), List.of(1L, 3L)),
                "expanded", new View(storage, 4, List.of(2L, 2L), List.of(0L, 1L)),
                "whole", storage));

    Checkpoint checkpoint = Checkpoints.read(file);

    assertArrayEquals(
        new float[] {0, 3, 1, 4, 2, 5}, values(checkpoint.require("transposed", 3, 2)));
    assertArrayEquals(new float[] {4, 5, 4, 5}, values(checkpoint.require("expanded", 2, 2)));
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, values(checkpoint.require("whole", 6)));
  }

  @ParameterizedTest
  @EnumSource
  void readsTheSettingsOfANamespace(TorchFormat format) throws IOException {
    Instance namespace =
        Instance.namespace(
            Map.of("arch", "audio_cpc", "steps", Long.MAX_VALUE, "lr", 0.25, "fp16", true));
    Path file = save(format, Map.of("args", namespace));

    Arguments arguments = TorchFile.read(file).arguments("args");

    assertEquals("audio_cpc", arguments.string("arch"));
    assertEquals(Long.MAX_VALUE, arguments.integer("steps"));
    assertEquals(0.25, arguments.decimal("lr"));
    assertEquals(true, arguments.bool("fp16"));
    assertEquals(7, arguments.integer("absent", 7));
  }

  @Test
  void readsArchivesWhoseSizesStandIn64Bits() throws IOException {
    Path file = folder.resolve("model.pt");
    try (ZipStream zip = new ZipStream(Files.newOutputStream(file), true)) {
      Values weight = Values.of(TensorType.FLOAT32, List.of(1L), 5);
      zip.stored("m/data/0", new byte[] {0, 0, (byte) 0xA0, 0x40});
      zip.stored(
          "m/data.pkl",
          new PickleBuilder(false).proto(2).value(Map.of("a", weight)).stop().toByteArray());
    }

    assertArrayEquals(new float[] {5}, values(Checkpoints.read(file).require("a", 1)));
  }

  private Path save(TorchFormat format, Object root) throws IOException {
    return format.save(folder.resolve("model.pt"), root);
  }

  private static float[] values(Tensor tensor) throws IOException {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.size()));
    tensor.appendTo(values);
    return values.array();
  }
}
