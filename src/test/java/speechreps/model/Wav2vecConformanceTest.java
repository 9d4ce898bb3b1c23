package speechreps.model;

import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.speech.FeatureMatrix;

/** Files written, and outputs computed, by the original: fairseq on PyTorch in Python. */
@Tag("conformance")
class Wav2vecConformanceTest {
  private static final List<String> LENGTHS =
      List.of("00p05s", "00p30s", "01p00s", "03p70s", "12p00s");

  private final Path models = Path.of(System.getProperty("conformance.data"), "golden", "models");

  @ParameterizedTest
  @CsvSource({
    "small, fp32.zip, z",
    "small, fp32.legacy, z",
    "small, published-like.legacy, z",
    "small, fp32.zip, c",
    "small, fp32.legacy, c",
    "small, published-like.legacy, c",
    "small2, fp32.zip, z",
    "small2, fp32.legacy, z",
    "small2, published-like.legacy, z",
    "small2, fp32.zip, c",
    "small2, fp32.legacy, c",
    "small2, published-like.legacy, c",
  })
  void outputsEqualTheOriginals(String model, String variant, String layer) throws IOException {
    Path file = models.resolve("checkpoints/wav2vec-" + model + "." + variant + ".pt");
    EncoderOptions options = new EncoderOptions(layer, null, null, null, Compute.FP32, Map.of());
    try (Encoder encoder =
        Encoders.load(EncoderConfig.of("wav2vec", file.toString()).with(options))) {
      for (String length : LENGTHS) {
        FeatureMatrix output = encoder.encode(List.of(samples(length))).get(0);
        assertClose(golden(model, layer, length), output, length);
      }
    }
  }

  /** Mono PCM in 16 bits behind a header of 44 bytes, to ±1. */
  private FeatureMatrix samples(String length) throws IOException {
    byte[] bytes = Files.readAllBytes(models.resolve("inputs/sines_" + length + ".wav"));
    float[] samples = new float[(bytes.length - 44) / 2];
    for (int i = 0; i < samples.length; i++) {
      int at = 44 + 2 * i;
      samples[i] = (short) ((bytes[at] & 0xff) | (bytes[at + 1] << 8)) / 32768f;
    }
    return new FeatureMatrix(samples.length, 1, samples);
  }

  /** The original's {@code [dim × frames]}, transposed. */
  private FeatureMatrix golden(String model, String layer, String length) throws IOException {
    NpyMatrix npy =
        NpyMatrix.read(
            models.resolve("outputs/wav2vec/%s_%s_%s.npy".formatted(model, layer, length)));
    int dim = npy.shape()[0];
    int frames = npy.shape()[1];
    float[] values = new float[frames * dim];
    for (int t = 0; t < frames; t++) {
      for (int d = 0; d < dim; d++) {
        values[t * dim + d] = npy.values()[d * frames + t];
      }
    }
    return new FeatureMatrix(frames, dim, values);
  }
}
