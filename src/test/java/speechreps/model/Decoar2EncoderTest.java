package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static speechreps.model.Matrices.assertClose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
import speechreps.model.Decoar2CheckpointGenerator.Sizes;
import speechreps.model.Windows.Window;
import speechreps.model.checkpoint.Checkpoints;
import speechreps.model.natives.CpuFlags;
import speechreps.speech.FeatureMatrix;

class Decoar2EncoderTest implements EncoderContract {
  private static final Sizes SMALL = new Sizes(8, 24, 40, 3, 3, 16, 1);
  private static final int SMALL_HEADS = 12;

  /** Cheap enough for minutes of speech. */
  private static final Sizes TINY = new Sizes(2, 4, 4, 1, 1, 4, 1);

  private static final int TINY_HEADS = 2;
  private static final int FIVE_MINUTES = 30_000;

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
    return (inputFrames + 1) / 2;
  }

  @Test
  void theSpecSaysWhatTheFileAndTheOptionsSay() throws IOException {
    EncoderSpec spec = Encoders.inspect(write(SMALL).with(options("1,3", 4, null)));

    assertEquals("decoar2", spec.name());
    assertEquals(
        new ModelInput.Features("fbank", Map.of("num-mel-bins", "8"), true, 1, 8), spec.input());
    assertEquals(48, spec.outputDim());
    assertEquals(2, spec.stride());
    assertEquals(1, spec.minFrames());
    assertEquals(Integer.MAX_VALUE, spec.maxFrames());
    assertEquals(
        Map.of(
            "engine", "pytorch",
            "compute", "fp32",
            "heads", "4",
            "layers", "1,3",
            "long-audio", "windows"),
        spec.details());
  }

  @ParameterizedTest
  @CsvSource({
    "8,24,40,3,3,16,12",
    "80,64,128,2,4,128,4",
    "3,48,8,1,1,7,1",
    "80,32,64,2,4,16,8",
    "5,96,96,1,2,1,3"
  })
  void outputsEqualADoublePrecisionModel(
      int inputDim, int units, int ffnDim, int layers, int groups, int taps, int heads)
      throws IOException {
    Sizes sizes = new Sizes(inputDim, units, ffnDim, layers, groups, taps, 2);
    FeatureMatrix input = Matrices.random(99, inputDim, 3);
    try (Encoder encoder = Encoders.load(write(sizes).with(options(null, heads, null)))) {
      assertClose(
          columns(reference(sizes, heads).encode(rows(input, 0, 50)), layers),
          encoder.encode(List.of(input)).get(0),
          sizes.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "2", "3"})
  void aLayerCanBeChosen(int layer) throws IOException {
    FeatureMatrix input = Matrices.random(60, 8, 5);
    double[][][] expected = reference(SMALL, SMALL_HEADS).encode(rows(input, 0, 30));
    try (Encoder encoder = Encoders.load(choosing(Integer.toString(layer)))) {
      assertClose(columns(expected, layer), encoder.encode(List.of(input)).get(0), "layer");
    }
  }

  @Test
  void severalLayersStandSideBySide() throws IOException {
    FeatureMatrix input = Matrices.random(60, 8, 5);
    double[][][] expected = reference(SMALL, SMALL_HEADS).encode(rows(input, 0, 30));
    try (Encoder some = Encoders.load(choosing("2,0"));
        Encoder all = Encoders.load(choosing("all"))) {
      assertClose(columns(expected, 0, 2), some.encode(List.of(input)).get(0), "two layers");
      assertClose(columns(expected, 0, 1, 2, 3), all.encode(List.of(input)).get(0), "all layers");
    }
  }

  /** More rows than are normalised or widened at once, and of several packs. */
  @Test
  void blocksOfRowsDoNotShow() throws IOException {
    List<FeatureMatrix> inputs =
        List.of(Matrices.random(3000, 2, 6), Matrices.random(1, 2, 7), Matrices.random(1999, 2, 8));
    ReferenceDecoar2 reference = reference(TINY, TINY_HEADS);
    try (Encoder encoder = Encoders.load(tiny(null))) {
      List<FeatureMatrix> outputs = encoder.encode(inputs);
      for (int i = 0; i < inputs.size(); i++) {
        double[][] rows = rows(inputs.get(i), 0, (inputs.get(i).numFrames() + 1) / 2);
        assertClose(columns(reference.encode(rows), 1), outputs.get(i), "input " + i);
      }
    }
  }

  /** Of lengths whose packs end in a block of a few rows, or of one. */
  @ParameterizedTest
  @CsvSource({"1025,1,33", "1023,2,7", "5,3000,1"})
  void aRowHasTheSameBitsWhateverIsPackedBesideIt(int first, int second, int third)
      throws IOException {
    EncoderConfig config = write(new Sizes(80, 96, 192, 2, 2, 128, 1));
    List<FeatureMatrix> inputs =
        List.of(
            Matrices.random(first, 80, 1),
            Matrices.random(second, 80, 2),
            Matrices.random(third, 80, 3));
    try (Encoder encoder = Encoders.load(config)) {
      List<FeatureMatrix> together = encoder.encode(inputs);
      for (int i = 0; i < inputs.size(); i++) {
        assertEquals(encoder.encode(List.of(inputs.get(i))).get(0), together.get(i), "input " + i);
      }
    }
  }

  @Test
  void inputsOfMoreThanFiveMinutesAreEncodedInWindows() throws IOException {
    FeatureMatrix input = Matrices.random(FIVE_MINUTES + 1, 2, 9);
    try (Encoder encoder = Encoders.load(tiny(null))) {
      FeatureMatrix output = encoder.encode(List.of(input)).get(0);
      assertEquals(15_001, output.numFrames());
      assertTrue(encoder.encodesInParts(FIVE_MINUTES + 1));
      assertEquals(List.of(output), Matrices.inParts(encoder, List.of(input)));
      for (Window window : new Windows(3000, 1000).cut(15_001)) {
        FeatureMatrix alone = encoder.encode(List.of(slice(input, window))).get(0);
        assertClose(
            part(alone, window.keepFrom() - window.from(), window.keepTo() - window.from()),
            part(output, window.keepFrom(), window.keepTo()),
            window.toString());
      }
    }
  }

  @Test
  void fiveMinutesAreEncodedAsAWhole() throws IOException {
    FeatureMatrix input = Matrices.random(FIVE_MINUTES, 2, 9);
    try (Encoder windows = Encoders.load(tiny(null));
        Encoder exact = Encoders.load(tiny(LongAudio.EXACT))) {
      assertEquals(exact.encode(List.of(input)), windows.encode(List.of(input)));
      assertNull(windows.remark(FIVE_MINUTES));
      assertFalse(windows.encodesInParts(FIVE_MINUTES));
    }
  }

  @Test
  void asAWholeTheLastFrameSeesTheFirstMinute() throws IOException {
    FeatureMatrix input = Matrices.random(FIVE_MINUTES + 2000, 2, 10);
    float[] values = input.values().clone();
    Arrays.fill(values, 0, 2 * 6000, 1);
    FeatureMatrix other = new FeatureMatrix(input.numFrames(), 2, values);
    try (Encoder exact = Encoders.load(tiny(LongAudio.EXACT));
        Encoder windows = Encoders.load(tiny(null))) {
      assertNotEquals(lastFrame(exact, input), lastFrame(exact, other));
      assertEquals(lastFrame(windows, input), lastFrame(windows, other));
      assertNull(exact.remark(input.numFrames()));
    }
  }

  @Test
  void longInputsCanBeRefused() throws IOException {
    try (Encoder encoder = Encoders.load(tiny(LongAudio.ERROR))) {
      List<FeatureMatrix> inputs = List.of(Matrices.random(FIVE_MINUTES + 1, 2, 1));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> encoder.encode(inputs));

      assertEquals("decoar2: expected 1 to 30000 frames x 2, got 30001 x 2", e.getMessage());
    }
  }

  @Test
  void theLedgerHearsOfWindows() throws IOException {
    assertEquals(
        "encoded in 8 windows of 60 s that overlap by 20 s, since it is longer than 300 s",
        shared.remark(FIVE_MINUTES + 1));
  }

  /** Weights and inputs of linear maps lose 16 of their 24 bits. */
  @Test
  void bfloat16CostsDigitsOrIsRefusedWhereTheProcessorLacksIt() throws IOException {
    EncoderConfig full = write(new Sizes(80, 96, 192, 4, 2, 128, 1));
    EncoderConfig half = full.with(bfloat16());
    if (!CpuFlags.hasBrainFloat()) {
      assertThrows(IllegalArgumentException.class, () -> Encoders.load(half));
      return;
    }
    FeatureMatrix input = Matrices.random(400, 80, 11);
    double distance =
        Matrices.relativeDistance(encode(full, input).values(), encode(half, input).values());
    assertTrue(distance > 5e-4 && distance < 2e-2, "distance " + distance);
  }

  @Test
  void headsThatDoNotDivideTheUnitsAreRefused() throws IOException {
    EncoderConfig config = write(new Sizes(8, 32, 40, 1, 4, 16, 1));

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
        write(SMALL).with(options(null, null, LongAudio.CLIP_POSITIONS)),
        "--model decoar2: --long-audio must be windows or exact or error, got clip-positions");
    assertRefused(
        choosing("4"),
        "--layer must be last, all, a number from 0 to 3 or several like 0,3, got 4");
    assertRefused(
        write(SMALL)
            .with(new EncoderOptions(null, null, null, EngineKind.MXNET, Compute.FP32, Map.of())),
        "--model decoar2: --engine must be pytorch, got mxnet");
  }

  private static void assertRefused(EncoderConfig config, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Encoders.inspect(config));
    assertEquals(message, e.getMessage());
  }

  private static EncoderConfig choosing(String layer) throws IOException {
    return write(SMALL).with(options(layer, null, null));
  }

  private static EncoderConfig tiny(@Nullable LongAudio longAudio) throws IOException {
    return write(TINY).with(options(null, TINY_HEADS, longAudio));
  }

  private static EncoderOptions bfloat16() {
    return new EncoderOptions(null, null, null, null, Compute.BF16, Map.of());
  }

  private static EncoderOptions options(
      @Nullable String layer, @Nullable Integer heads, @Nullable LongAudio longAudio) {
    return new EncoderOptions(layer, heads, longAudio, null, Compute.FP32, Map.of());
  }

  private static EncoderConfig write(Sizes sizes) throws IOException {
    Path file = folder.resolve(sizes.hashCode() + ".pt");
    Decoar2CheckpointGenerator.write(file, sizes);
    return EncoderConfig.of("decoar2", file.toString());
  }

  private static ReferenceDecoar2 reference(Sizes sizes, int heads) throws IOException {
    Path file = Path.of(write(sizes).paramsLocation());
    return new ReferenceDecoar2(Decoar2Weights.of(Checkpoints.read(file)), heads);
  }

  /** Every second frame. */
  private static double[][] rows(FeatureMatrix input, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            row -> IntStream.range(0, input.dim()).mapToDouble(i -> input.at(2 * row, i)).toArray())
        .toArray(double[][]::new);
  }

  private static FeatureMatrix slice(FeatureMatrix input, Window window) {
    return part(input, 2 * window.from(), Math.min(2 * window.to(), input.numFrames()));
  }

  private static FeatureMatrix encode(EncoderConfig config, FeatureMatrix input)
      throws IOException {
    try (Encoder encoder = Encoders.load(config)) {
      return encoder.encode(List.of(input)).get(0);
    }
  }

  private static FeatureMatrix lastFrame(Encoder encoder, FeatureMatrix input) {
    FeatureMatrix output = encoder.encode(List.of(input)).get(0);
    return part(output, output.numFrames() - 1, output.numFrames());
  }

  private static FeatureMatrix part(FeatureMatrix matrix, int from, int to) {
    int dim = matrix.dim();
    return new FeatureMatrix(
        to - from, dim, Arrays.copyOfRange(matrix.values(), from * dim, to * dim));
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
