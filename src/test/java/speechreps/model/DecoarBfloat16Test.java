package speechreps.model;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.DecoarParamsGenerator.Naming;
import speechreps.model.DecoarParamsGenerator.Sizes;

/** Fewer bits, but the same ones whatever an input is computed together with. */
@TestInstance(Lifecycle.PER_CLASS)
class DecoarBfloat16Test implements EncoderContract {
  private final EncoderConfig config;
  private final Encoder shared;

  DecoarBfloat16Test(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    DecoarParamsGenerator.write(file, new Sizes(40, 24, 2, 20, 1, Naming.PYTORCH));
    config =
        EncoderConfig.of("decoar", file.toString())
            .with(DecoarContract.options(null, Compute.BF16));
    shared = newEncoder();
  }

  @AfterAll
  void close() {
    shared.close();
  }

  @Override
  public Encoder encoder() {
    return shared;
  }

  @Override
  public Encoder newEncoder() throws IOException {
    return Encoders.load(config);
  }

  @Override
  public int outputFrames(int inputFrames) {
    return inputFrames;
  }
}
