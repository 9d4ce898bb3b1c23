package speechreps.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.model.checkpoint.CheckpointException;
import speechreps.model.pytorch.TorchScriptFiles;
import speechreps.speech.FeatureMatrix;

/** A module that takes lengths, in padded batches; and what the probe finds. */
class TorchScriptEncoderTest implements EncoderContract {
  private static final Map<String, String> SPEECH =
      Map.of("min-samples", "400", "frame-shift", "20");
  private static final Map<String, String> MASKED =
      Map.of(
          "min-samples",
          "400",
          "frame-shift",
          "20",
          "lengths",
          "true",
          "output-lengths",
          "1",
          "batch-safe",
          "true");

  private static Path folder;
  private static Encoder shared;

  @BeforeAll
  static void load(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    shared = load(speech(true), MASKED);
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
    return load(speech(true), MASKED);
  }

  @Override
  public int outputFrames(int inputFrames) {
    return (inputFrames - 400) / 320 + 1;
  }

  @Test
  void theProbeFindsTheColumnsAndTheConfigurationTheRest() {
    EncoderSpec spec = shared.spec();

    assertEquals(new ModelInput.Samples(16000, true), spec.input());
    assertEquals(8, spec.outputDim());
    assertEquals(320, spec.stride());
    assertEquals(400, spec.minFrames());
    assertTrue(spec.batch().utterances() > 1);
  }

  @Test
  void aModuleWithoutLengthsRunsOneByOne() throws IOException {
    FeatureMatrix input = Matrices.random(4000, 1, 5);
    FeatureMatrix other = Matrices.random(1000, 1, 6);
    try (Encoder encoder = load(speech(false), SPEECH)) {
      assertEquals(1, encoder.spec().batch().utterances());
      List<FeatureMatrix> outputs = encoder.encode(List.of(input, other));
      assertEquals(encoder.encode(List.of(other)).get(0), outputs.get(1));
      Matrices.assertClose(
          shared.encode(List.of(input)).get(0), outputs.get(0), "the same weights, masked");
    }
  }

  @Test
  void timeMayBeTheLastAxis() throws IOException {
    String transposed =
        """
        def forward(self, x: Tensor) -> List[Tensor]:
          y = torch.conv1d(x, self.kernel, None, [320])
          return [torch.relu(y), y]
        """;
    Path file = script("transposed.pt", transposed);
    Map<String, String> conf = with(SPEECH, "output-axes", "bdt", "input-axes", "b1t");
    FeatureMatrix input = Matrices.random(1000, 1, 5);
    try (Encoder rectified = load(file, conf);
        Encoder linear = load(file, with(conf, "output", "1"))) {
      FeatureMatrix output = rectified.encode(List.of(input)).get(0);
      FeatureMatrix before = linear.encode(List.of(input)).get(0);

      assertEquals(2, output.numFrames());
      assertEquals(8, output.dim());
      for (int column = 0; column < 8; column++) {
        assertEquals(Math.max(0, before.at(1, column)), output.at(1, column));
      }
    }
  }

  @Test
  void oneRowAnUtteranceNeedsNoShift() throws IOException {
    String pooled =
        """
        def forward(self, x: Tensor) -> Tensor:
          y = torch.conv1d(torch.unsqueeze(x, 1), self.kernel, None, [320])
          return torch.mean(y, [2])
        """;
    Map<String, String> conf = Map.of("min-samples", "400", "output-axes", "bd");
    try (Encoder encoder = load(script("pooled.pt", pooled), conf)) {
      FeatureMatrix output = encoder.encode(List.of(Matrices.random(5000, 1, 5))).get(0);

      assertEquals(1, output.numFrames());
      assertEquals(8, output.dim());
    }
  }

  @Test
  void kaldiFeaturesMayBeTheInput() throws IOException {
    String plain =
        """
        def forward(self, x: Tensor) -> Tensor:
          return torch.mul(x, 2.)
        """;
    Map<String, String> conf =
        Map.of(
            "input", "fbank",
            "feature-dim", "80",
            "frontend.num-mel-bins", "80",
            "min-frames", "1",
            "frame-shift", "10",
            "normalize", "true");
    Path file = TorchScriptFiles.write(folder.resolve("fbank.pt"), plain, List.of());
    try (Encoder encoder = load(file, conf)) {
      assertEquals(
          new ModelInput.Features("fbank", Map.of("num-mel-bins", "80"), true, 1, 80),
          encoder.spec().input());
      assertEquals(1, encoder.spec().stride());
    }
  }

  @Test
  void anInputOnWhichTheModuleFailsIsRefusedAndTheNextOneIsNot() throws IOException {
    String picky =
        """
        def forward(self, x: Tensor) -> Tensor:
          y = torch.conv1d(torch.unsqueeze(x, 1), self.kernel, None, [320])
          y = torch.transpose(y, 1, 2)
          return torch.add(y, torch.narrow(self.table, 1, 0, torch.size(y, 1)))
        """;
    Path file =
        TorchScriptFiles.write(
            folder.resolve("picky.pt"),
            picky,
            List.of(
                TorchScriptFiles.kernel("kernel", 8, 1, 400),
                TorchScriptFiles.kernel("table", 1, 200, 8)));
    try (Encoder encoder = load(file, SPEECH)) {
      InputRefusedException e =
          assertThrows(
              InputRefusedException.class,
              () -> encoder.encode(List.of(Matrices.random(80_000, 1, 5))));
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("the module fails on 80000 rows: "),
          e.getMessage());
      assertEquals(2, encoder.encode(List.of(Matrices.random(1000, 1, 5))).get(0).numFrames());
    }
  }

  @Test
  void outputLengthsCountWithoutBatches() throws IOException {
    String padded =
        """
        def forward(self, x: Tensor, lengths: Tensor) -> Tuple[Tensor, Tensor]:
          y = torch.conv1d(torch.unsqueeze(x, 1), self.kernel, None, [320], [640])
          rows = torch.add(torch.floor_divide(torch.sub(lengths, 400), 320), 1)
          return (torch.transpose(y, 1, 2), rows)
        """;
    Map<String, String> conf = with(SPEECH, "lengths", "true", "output-lengths", "1");
    try (Encoder encoder = load(script("padded.pt", padded), conf)) {
      assertEquals(2, encoder.encode(List.of(Matrices.random(1000, 1, 5))).get(0).numFrames());
    }
  }

  @Test
  void axesThatTheModuleDoesNotHaveAreFoundByTheProbe() throws IOException {
    Path file = speech(false);
    assertProblem(
        file,
        with(SPEECH, "output-axes", "bd"),
        "expected output axes BD with batch 1, the module returns [1, 1, 8]");
    assertProblem(
        file,
        with(SPEECH, "output-axes", "bdt"),
        "outputs of different lengths differ in columns: FeatureMatrix[8 x 1] and FeatureMatrix[8 x"
            + " 49]; is output-axes right?");
  }

  @Test
  void aShiftThatTheModuleDoesNotHaveIsFoundByTheProbe() throws IOException {
    assertProblem(
        speech(false),
        with(SPEECH, "frame-shift", "10"),
        "frame-shift does not fit: it says 160 rows of input for each of output, but 16000 more of"
            + " input gave 50 more of output");
  }

  @Test
  void anElementThatIsNotReturnedIsFoundByTheProbe() throws IOException {
    assertProblem(
        speech(false), with(SPEECH, "output", "2"), "expected an output 2, the module returns 1");
  }

  @Test
  void aPromiseThatPaddingDoesNotMatterIsChecked() throws IOException {
    String careless =
        """
        def forward(self, x: Tensor, lengths: Tensor) -> Tuple[Tensor, Tensor]:
          y = torch.relu(torch.conv1d(torch.unsqueeze(x, 1), self.kernel, None, [320]))
          y = torch.transpose(y, 1, 2)
          rows = torch.add(torch.floor_divide(torch.sub(lengths, 400), 320), 1)
          return (torch.add(y, torch.mean(y, [1], True)), rows)
        """;
    CheckpointException e =
        assertThrows(
            CheckpointException.class, () -> load(script("careless.pt", careless), MASKED));
    assertTrue(
        String.valueOf(e.getMessage())
            .matches(
                ".*: batch-safe is not true: in a padded batch a result differs by .*e-0. from the"
                    + " same alone, expected at most 1e-05"),
        e.getMessage());
  }

  @Test
  void aModuleThatFailsIsNamedWithTheEnginesReason() throws IOException {
    String wrong =
        """
        def forward(self, x: Tensor) -> Tensor:
          return torch.matmul(x, self.kernel)
        """;
    Path file = script("wrong.pt", wrong);
    CheckpointException e = assertThrows(CheckpointException.class, () -> load(file, SPEECH));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith(file + ": the module fails on 400 rows of noise: "),
        e.getMessage());
  }

  @Test
  void aFileThatIsNoModuleIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("text.pt"), "hello");
    CheckpointException e = assertThrows(CheckpointException.class, () -> load(file, SPEECH));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith(file + ": expected a TorchScript module, PyTorch cannot load it: "),
        e.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("gone.pt");
    FileNotFoundException e = assertThrows(FileNotFoundException.class, () -> load(file, SPEECH));
    assertEquals("no such file (" + file + ")", e.getMessage());
  }

  private static void assertProblem(Path file, Map<String, String> conf, String problem) {
    CheckpointException e = assertThrows(CheckpointException.class, () -> load(file, conf));
    assertEquals(file + ": " + problem, e.getMessage());
  }

  private static Path speech(boolean withLengths) throws IOException {
    return TorchScriptFiles.speech(folder.resolve("speech-" + withLengths + ".pt"), withLengths);
  }

  private static Path script(String name, String methods) throws IOException {
    return TorchScriptFiles.write(
        folder.resolve(name), methods, List.of(TorchScriptFiles.kernel("kernel", 8, 1, 400)));
  }

  private static Map<String, String> with(Map<String, String> conf, String... more) {
    Map<String, String> lines = new HashMap<>(conf);
    for (int i = 0; i < more.length; i += 2) {
      lines.put(more[i], more[i + 1]);
    }
    return lines;
  }

  private static Encoder load(Path file, Map<String, String> conf) throws IOException {
    EncoderOptions options = new EncoderOptions(null, null, null, null, Compute.FP32, conf);
    return Encoders.load(EncoderConfig.of("torchscript", file.toString()).with(options));
  }
}
