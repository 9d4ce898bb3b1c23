package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.model.checkpoint.TorchFile;
import speechreps.speech.FeatureMatrix;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Wav2vecEncoderTest implements EncoderContract {
  private static final int RECEPTIVE_FIELD = 465;
  private static final int STRIDE = 160;
  private static final int WHOLE_SAMPLES = 5 * 60 * 16_000;
  private static final String MODEL = "wav2vec";

  private final Path folder;
  private final Path file;
  private @Nullable Encoder shared;

  Wav2vecEncoderTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("small.pt");
  }

  @BeforeAll
  void load() throws IOException {
    Wav2vecCheckpointGenerator.write(file, Wav2vecCheckpointGenerator.small());
    shared = newEncoder();
  }

  @AfterAll
  void close() {
    encoder().close();
  }

  @Override
  public Encoder encoder() {
    Encoder encoder = shared;
    if (encoder == null) {
      throw new IllegalStateException("not loaded");
    }
    return encoder;
  }

  @Override
  public Encoder newEncoder() throws IOException {
    return Encoders.load(EncoderConfig.of(MODEL, file.toString()));
  }

  @Override
  public int outputFrames(int inputFrames) {
    return (inputFrames - RECEPTIVE_FIELD) / STRIDE + 1;
  }

  @Override
  public List<Integer> lengths() {
    int min = RECEPTIVE_FIELD;
    return List.of(min, min + 1, min + STRIDE - 1, min + STRIDE, 4_800, 59_200);
  }

  @Test
  void theSpecificationComesFromTheArguments() throws IOException {
    EncoderSpec spec = Encoders.inspect(EncoderConfig.of(MODEL, file.toString()));

    assertEquals(new ModelInput.Samples(16_000, true), spec.input());
    assertEquals(6, spec.outputDim());
    assertEquals(STRIDE, spec.stride());
    assertEquals(RECEPTIVE_FIELD, spec.minFrames());
    assertEquals(Integer.MAX_VALUE, spec.maxFrames());
    assertEquals(1, spec.batch().utterances());
    assertEquals(
        Map.of("engine", "pytorch", "compute", "fp32", "layer", "c", "long-audio", "windows"),
        spec.details());
    assertEquals(spec, encoder().spec());
  }

  @ParameterizedTest
  @ValueSource(ints = {465, 466, 800, 4_799, 20_000})
  void contextEqualsThatOfDoublePrecision(int length) throws IOException {
    FeatureMatrix input = Matrices.random(length, 1, length);

    assertClose(matrix(reference(file).context(input.values())), encode(encoder(), input), "c");
  }

  @Test
  void latentEqualsThatOfDoublePrecision() throws IOException {
    FeatureMatrix input = Matrices.random(5_000, 1, 1);
    try (Encoder encoder = load(file, "z")) {
      assertClose(matrix(reference(file).latent(input.values())), encode(encoder, input), "z");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {465, 626, 700, 5_000})
  void everyVariantOfTheNetworkEqualsThatOfDoublePrecision(int length) throws IOException {
    Path other = folder.resolve("other.pt");
    Wav2vecCheckpointGenerator.write(other, otherNetwork());
    FeatureMatrix input = Matrices.random(length, 1, length);
    try (Encoder c = load(other, "c");
        Encoder z = load(other, "z")) {
      assertClose(matrix(reference(other).latent(input.values())), encode(z, input), "z");
      assertClose(matrix(reference(other).context(input.values())), encode(c, input), "c");
    }
  }

  @Test
  void silenceAndAConstantGiveFiniteNumbers() throws IOException {
    for (float level : new float[] {0, 0.5f}) {
      float[] samples = new float[4_000];
      Arrays.fill(samples, level);
      FeatureMatrix input = new FeatureMatrix(samples.length, 1, samples);
      FeatureMatrix output = encode(encoder(), input);

      assertClose(matrix(reference(file).context(samples)), output, "level " + level);
    }
  }

  @Test
  void halfTheBitsOfFactorsCostThreeDigits() throws IOException {
    double tolerance = 0.03;
    FeatureMatrix input = Matrices.random(16_000, 1, 1);
    EncoderOptions options = new EncoderOptions(null, null, null, null, Compute.BF16, Map.of());
    try (Encoder encoder = Encoders.load(EncoderConfig.of(MODEL, file.toString()).with(options))) {
      double distance =
          Matrices.relativeDistance(
              encode(encoder(), input).values(), encode(encoder, input).values());

      assertTrue(distance > 0 && distance < tolerance, "relative distance " + distance);
    }
  }

  @Test
  void upToFiveMinutesAreEncodedAsAWhole() {
    assertNull(encoder().remark(WHOLE_SAMPLES));
  }

  @Test
  void longerUtterancesAreEncodedInWindowsAndTheUserIsTold() throws IOException {
    FeatureMatrix whole = Matrices.random(WHOLE_SAMPLES + 1, 1, 1);
    float[] first = Arrays.copyOf(whole.values(), RECEPTIVE_FIELD + 2_997 * STRIDE);
    FeatureMatrix output = encode(encoder(), whole);
    FeatureMatrix window = encode(encoder(), new FeatureMatrix(first.length, 1, first));

    assertEquals(outputFrames(whole.numFrames()), output.numFrames());
    assertTrue(encoder().encodesInParts(whole.numFrames()));
    assertEquals(List.of(output), Matrices.inParts(encoder(), List.of(whole)));
    int kept = 2_499;
    assertEquals(rows(window, 0, kept), rows(output, 0, kept));
    assertEquals(
        "encoded in windows of 30 s every 20 s, each normalised by itself, since it is longer than"
            + " 300 s",
        encoder().remark(whole.numFrames()));
  }

  @Test
  void longUtterancesAreEncodedAsAWholeIfAsked() throws IOException {
    EncoderOptions options =
        new EncoderOptions(null, null, LongAudio.EXACT, null, Compute.FP32, Map.of());
    FeatureMatrix whole = Matrices.random(WHOLE_SAMPLES + 1, 1, 1);
    try (Encoder encoder = Encoders.load(EncoderConfig.of(MODEL, file.toString()).with(options))) {
      FeatureMatrix output = encode(encoder, whole);

      assertNull(encoder.remark(Integer.MAX_VALUE));
      assertEquals(outputFrames(whole.numFrames()), output.numFrames());
      assertTrue(
          Matrices.relativeDistance(encode(encoder(), whole).values(), output.values()) > 1e-4);
    }
  }

  @Test
  void longUtterancesAreRefusedIfAsked() throws IOException {
    EncoderOptions options =
        new EncoderOptions(null, null, LongAudio.ERROR, null, Compute.FP32, Map.of());
    EncoderSpec spec = Encoders.inspect(EncoderConfig.of(MODEL, file.toString()).with(options));

    assertEquals(WHOLE_SAMPLES, spec.maxFrames());
  }

  @Test
  void anotherLayerIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> load(file, "12").close());

    assertEquals("--model wav2vec: --layer must be c or z, got 12", e.getMessage());
  }

  /** What the published network does not do. */
  private static Map<String, Object> otherNetwork() {
    Map<String, Object> args = Wav2vecCheckpointGenerator.small();
    args.put("conv_feature_layers", "[(6, 10, 5), (6, 8, 4), (5, 4, 2), (5, 4, 2), (7, 4, 2)]");
    args.put("conv_aggregator_layers", "[(8, 3, 1), (8, 4, 1), (4, 2, 1)]");
    args.put("skip_connections_feat", true);
    args.put("residual_scale", 0.25);
    args.put("log_compression", false);
    args.put("no_conv_bias", true);
    args.put("agg_zero_pad", true);
    args.put("non_affine_group_norm", true);
    return args;
  }

  private static Encoder load(Path file, String layer) throws IOException {
    EncoderOptions options = new EncoderOptions(layer, null, null, null, Compute.FP32, Map.of());
    return Encoders.load(EncoderConfig.of(MODEL, file.toString()).with(options));
  }

  private static ReferenceWav2vec reference(Path file) throws IOException {
    TorchFile checkpoint = TorchFile.read(file);
    Wav2vecConfig config = Wav2vecConfig.of(checkpoint.arguments("args"));
    return new ReferenceWav2vec(config, Wav2vecWeights.of(checkpoint.model(), config));
  }

  private static FeatureMatrix encode(Encoder encoder, FeatureMatrix input) {
    return encoder.encode(List.of(input)).get(0);
  }

  private static FeatureMatrix matrix(double[][] rows) {
    int dim = rows[0].length;
    float[] values = new float[rows.length * dim];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / dim][i % dim];
    }
    return new FeatureMatrix(rows.length, dim, values);
  }

  private static FeatureMatrix rows(FeatureMatrix matrix, int from, int to) {
    int dim = matrix.dim();
    float[] values = Arrays.copyOfRange(matrix.values(), from * dim, to * dim);
    return new FeatureMatrix(to - from, dim, values);
  }
}
