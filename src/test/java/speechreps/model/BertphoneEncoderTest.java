package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.model.BertphoneParamsGenerator.Naming;
import speechreps.model.BertphoneParamsGenerator.Sizes;
import speechreps.model.Windows.Window;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.checkpoint.MxnetParamsReader;
import speechreps.model.natives.CpuFlags;
import speechreps.speech.FeatureMatrix;

class BertphoneEncoderTest implements EncoderContract {
  private static final int POSITIONS = 64;
  private static final Sizes SMALL = new Sizes(12, 24, 40, 3, POSITIONS, 1, Naming.COLLECTED);

  /** Eight bits of precision; rounding errors of the layers add up, but as random ones do. */
  private static final double BFLOAT16_TOLERANCE = 2e-2;

  private static final EncoderOptions IN_BFLOAT16 =
      new EncoderOptions(null, null, null, null, Compute.BF16, Map.of());

  private static Path folder;
  private static Encoder shared;

  @BeforeAll
  static void load(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    shared = Encoders.load(write(SMALL));
  }

  @AfterAll
  static void close() {
    shared.close();
  }

  @Override
  public Encoder encoder() {
    return shared;
  }

  @Override
  public Encoder newEncoder() throws IOException {
    return Encoders.load(write(SMALL));
  }

  @Override
  public int outputFrames(int inputFrames) {
    return inputFrames;
  }

  @Test
  void theSpecSaysWhatTheFileAndTheOptionsSay() throws IOException {
    EncoderSpec spec = Encoders.inspect(write(SMALL).with(options("1,3", 4, null)));

    assertEquals("bertphone", spec.name());
    assertEquals(
        new ModelInput.Features(
            "mfcc",
            Map.of(
                "sample-frequency", "8000",
                "num-mel-bins", "40",
                "num-ceps", "4",
                "use-energy", "false",
                "low-freq", "40",
                "high-freq", "-200"),
            true,
            3,
            12),
        spec.input());
    assertEquals(48, spec.outputDim());
    assertEquals(1, spec.minFrames());
    assertEquals(Integer.MAX_VALUE, spec.maxFrames());
    assertEquals(
        Map.of(
            "engine", "mxnet",
            "compute", "fp32",
            "heads", "4",
            "layers", "1,3",
            "long-audio", "windows"),
        spec.details());
  }

  @ParameterizedTest
  @CsvSource({"12,24,40,3,12", "120,36,8,1,3", "3,8,64,2,1", "120,64,256,4,8"})
  void outputsEqualADoublePrecisionModel(int inputDim, int units, int ffnDim, int layers, int heads)
      throws IOException {
    Sizes sizes = new Sizes(inputDim, units, ffnDim, layers, POSITIONS, 2, Naming.COLLECTED);
    FeatureMatrix input = Matrices.random(50, inputDim, 3);
    try (Encoder encoder = Encoders.load(write(sizes).with(options(null, heads, null)))) {
      assertClose(
          columns(reference(sizes, heads).encode(rows(input, 0, 50)), layers),
          encoder.encode(List.of(input)).get(0),
          sizes.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Naming.class)
  void bothSpellingsOfTheNamesGiveTheSameModel(Naming naming) throws IOException {
    FeatureMatrix input = Matrices.random(20, 12, 4);
    Sizes sizes = new Sizes(12, 24, 40, 3, POSITIONS, 1, naming);
    try (Encoder encoder = Encoders.load(write(sizes))) {
      assertEquals(shared.encode(List.of(input)), encoder.encode(List.of(input)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "2", "3"})
  void aLayerCanBeChosen(int layer) throws IOException {
    FeatureMatrix input = Matrices.random(30, 12, 5);
    double[][][] expected = reference(SMALL, 12).encode(rows(input, 0, 30));
    try (Encoder encoder = Encoders.load(choosing(Integer.toString(layer)))) {
      assertClose(columns(expected, layer), encoder.encode(List.of(input)).get(0), "layer");
    }
  }

  @Test
  void severalLayersStandSideBySide() throws IOException {
    FeatureMatrix input = Matrices.random(30, 12, 5);
    double[][][] expected = reference(SMALL, 12).encode(rows(input, 0, 30));
    try (Encoder some = Encoders.load(choosing("2,0"));
        Encoder all = Encoders.load(choosing("all"))) {
      assertClose(columns(expected, 0, 2), some.encode(List.of(input)).get(0), "two layers");
      assertClose(columns(expected, 0, 1, 2, 3), all.encode(List.of(input)).get(0), "all layers");
    }
  }

  @Test
  void longInputsAreEncodedInWindows() throws IOException {
    int numFrames = 150;
    FeatureMatrix input = Matrices.random(numFrames, 12, 6);
    double[][] expected = new double[numFrames][];
    for (Window window : new Windows(POSITIONS, POSITIONS / 2).cut(numFrames)) {
      double[][] rows = rows(input, window.from(), window.to());
      double[][] output = reference(SMALL, 12).encode(rows)[3];
      for (int frame = window.keepFrom(); frame < window.keepTo(); frame++) {
        expected[frame] = output[frame - window.from()];
      }
    }

    assertClose(
        columns(new double[][][] {expected}, 0), shared.encode(List.of(input)).get(0), "windows");
  }

  @Test
  void positionsCanBeClippedAsTheOriginalDid() throws IOException {
    FeatureMatrix input = Matrices.random(150, 12, 6);
    double[][][] expected = reference(SMALL, 12).encode(rows(input, 0, 150));
    try (Encoder encoder = Encoders.load(forLongAudio(LongAudio.CLIP_POSITIONS))) {
      assertClose(columns(expected, 3), encoder.encode(List.of(input)).get(0), "clipped");
    }
  }

  /** So long that scores are computed for some queries at a time, and rows widened in parts. */
  @Test
  void blocksOfALongAttentionDoNotShow() throws IOException {
    int numFrames = 4200;
    Sizes sizes = new Sizes(3, 2, 3, 1, POSITIONS, 1, Naming.COLLECTED);
    FeatureMatrix input = Matrices.random(numFrames, 3, 7);
    EncoderConfig config = write(sizes).with(options(null, 2, LongAudio.CLIP_POSITIONS));
    try (Encoder encoder = Encoders.load(config)) {
      assertClose(
          columns(reference(sizes, 2).encode(rows(input, 0, numFrames)), 1),
          encoder.encode(List.of(input)).get(0),
          "blocks");
    }
  }

  @Test
  void longInputsCanBeRefused() throws IOException {
    try (Encoder encoder = Encoders.load(forLongAudio(LongAudio.ERROR))) {
      List<FeatureMatrix> inputs = List.of(Matrices.random(POSITIONS + 1, 12, 1));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> encoder.encode(inputs));

      assertEquals("bertphone: expected 1 to 64 frames x 12, got 65 x 12", e.getMessage());
    }
  }

  @Test
  void theLedgerHearsOfWindowsAndOfClippedPositions() throws IOException {
    assertNull(shared.remark(POSITIONS));
    assertEquals(
        "encoded in 4 windows of 64 rows that overlap by 32", shared.remark(POSITIONS + 65));
    try (Encoder encoder = Encoders.load(forLongAudio(LongAudio.CLIP_POSITIONS))) {
      assertNull(encoder.remark(POSITIONS));
      assertEquals(
          "rows from 64 on share the last position of the model's table",
          encoder.remark(POSITIONS + 1));
    }
  }

  @Test
  void headsThatDoNotDivideTheUnitsAreRefused() throws IOException {
    Sizes sizes = new Sizes(12, 32, 40, 1, POSITIONS, 1, Naming.COLLECTED);
    EncoderConfig config = write(sizes);

    assertRefused(
        config,
        "--heads must divide the 32 units of "
            + config.paramsLocation()
            + ", got 12, the published model's");
    assertRefused(
        config.with(options(null, 5, null)),
        "--heads must divide the 32 units of " + config.paramsLocation() + ", got 5");
  }

  @Test
  void whatTheModelDoesNotHaveIsRefused() throws IOException {
    assertRefused(
        forLongAudio(LongAudio.EXACT),
        "--model bertphone: --long-audio must be windows or clip-positions or error, got exact");
    assertRefused(
        choosing("4"),
        "--layer must be last, all, a number from 0 to 3 or several like 0,3, got 4");
  }

  @Test
  void bfloat16CostsDigitsOrIsRefusedWhereTheProcessorLacksIt() throws IOException {
    EncoderConfig config = write(SMALL).with(IN_BFLOAT16);
    if (!CpuFlags.hasBrainFloat()) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> Encoders.load(config));
      assertEquals(
          "--compute bf16 needs a processor with bfloat16 instructions (avx512_bf16 or amx_bf16),"
              + " got one without: use fp32 there",
          e.getMessage());
      return;
    }
    List<FeatureMatrix> inputs = List.of(Matrices.random(60, 12, 8), Matrices.random(90, 12, 9));
    List<FeatureMatrix> expected = shared.encode(inputs);
    try (Encoder encoder = Encoders.load(config)) {
      for (int i = 0; i < inputs.size(); i++) {
        float[] rounded = encoder.encode(inputs).get(i).values();
        double distance = Matrices.relativeDistance(expected.get(i).values(), rounded);
        assertTrue(distance > 1e-4 && distance < BFLOAT16_TOLERANCE, "distance " + distance);
      }
    }
  }

  @Test
  void anInputThatIsNoThreeFramesIsRefused() throws IOException {
    EncoderConfig config = write(new Sizes(40, 24, 40, 1, POSITIONS, 1, Naming.COLLECTED));
    CheckpointException e = assertThrows(CheckpointException.class, () -> Encoders.inspect(config));

    assertEquals(
        config.paramsLocation() + ": expected an input of 3 frames side by side, got 40 columns",
        e.getMessage());
  }

  private static void assertRefused(EncoderConfig config, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Encoders.inspect(config));
    assertEquals(message, e.getMessage());
  }

  private static EncoderConfig choosing(String layer) throws IOException {
    return write(SMALL).with(options(layer, null, null));
  }

  private static EncoderConfig forLongAudio(LongAudio longAudio) throws IOException {
    return write(SMALL).with(options(null, null, longAudio));
  }

  private static EncoderOptions options(
      @Nullable String layer, @Nullable Integer heads, @Nullable LongAudio longAudio) {
    return new EncoderOptions(layer, heads, longAudio, null, Compute.FP32, Map.of());
  }

  private static EncoderConfig write(Sizes sizes) throws IOException {
    Path file = folder.resolve(sizes.hashCode() + ".params");
    BertphoneParamsGenerator.write(file, sizes);
    return EncoderConfig.of("bertphone", file.toString());
  }

  private static ReferenceBertphone reference(Sizes sizes, int heads) throws IOException {
    Path file = Path.of(write(sizes).paramsLocation());
    return new ReferenceBertphone(BertphoneWeights.of(MxnetParamsReader.read(file)), heads);
  }

  private static double[][] rows(FeatureMatrix input, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(t -> IntStream.range(0, input.dim()).mapToDouble(i -> input.at(t, i)).toArray())
        .toArray(double[][]::new);
  }

  /** Some of {@code [layers][rows][units]}, side by side. */
  private static FeatureMatrix columns(double[][][] states, int... layers) {
    int units = states[0][0].length;
    int rows = states[0].length;
    float[] values = new float[rows * layers.length * units];
    for (int i = 0; i < values.length; i++) {
      int column = i % (layers.length * units);
      values[i] =
          (float) states[layers[column / units]][i / (layers.length * units)][column % units];
    }
    return new FeatureMatrix(rows, layers.length * units, values);
  }
}
