package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;
import speechreps.speech.FeatureMatrix;

class SharedEncodersTest {
  private final Path folder;

  SharedEncodersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void tasksThatAskAtTheSameTimeShareOneLoad() throws Exception {
    EncoderConfig config = tinyModel();
    int before = SharedEncoders.loads();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Encoder> task = () -> SharedEncoders.get(config);
      for (Future<Encoder> result : threads.invokeAll(Collections.nCopies(8, task))) {
        assertSame(SharedEncoders.get(config), result.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertEquals(before + 1, SharedEncoders.loads());
  }

  @Test
  void aTaskThatClosesItsEncoderDoesNotCloseThatOfTheOthers() throws IOException {
    EncoderConfig config = tinyModel();
    List<FeatureMatrix> inputs = List.of(Matrices.random(5, 40, 1));
    List<FeatureMatrix> expected;
    try (Encoder encoder = SharedEncoders.get(config)) {
      expected = encoder.encode(inputs);
    }

    assertEquals(expected, SharedEncoders.get(config).encode(inputs));
  }

  @Test
  void anotherConfigurationIsAnotherEncoder() throws IOException {
    EncoderConfig config = tinyModel();
    EncoderConfig other =
        new EncoderConfig(
            config.model(), config.paramsLocation(), config.options(), null, EngineThreads.of(2));
    int before = SharedEncoders.loads();
    SharedEncoders.get(config);
    SharedEncoders.get(other);

    assertEquals(before + 2, SharedEncoders.loads());
  }

  @Test
  void aFailedLoadIsTriedAgain() throws IOException {
    EncoderConfig config = EncoderConfig.of("decoar", folder.resolve("model.params").toString());
    assertThrows(NoSuchFileException.class, () -> SharedEncoders.get(config));
    tinyModel();

    assertEquals(16, SharedEncoders.get(config).spec().outputDim());
  }

  private EncoderConfig tinyModel() throws IOException {
    Path file = folder.resolve("model.params");
    DecoarParamsGenerator.write(file, new Sizes(40, 8, 1, 8, 1, Naming.DOTTED));
    return EncoderConfig.of("decoar", file.toString());
  }
}
