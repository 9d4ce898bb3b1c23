package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.dsp.DeltaOptions;
import speechreps.extract.CmvnOptions;
import speechreps.extract.CmvnScope;
import speechreps.extract.InputKind;
import speechreps.extract.Recipe;
import speechreps.extract.ResamplePolicy;
import speechreps.kaldi.Holder;
import speechreps.speech.FeatureMatrix;

/** Jobs on features that were computed before, on commands, and on each channel. */
class FeatureInputTest {
  private static final Path DEMO = Path.of("artifacts/decoar-demo.params");
  private static final FeatureMatrix SMALL =
      new FeatureMatrix(4, 2, new float[] {1, 2, 3, 5, 5, 8, 7, 1});

  private Path folder;
  private Path output;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    folder = tempDir;
    output = tempDir.resolve("out");
  }

  @Test
  void encoderGivesTheSameFromFeaturesAsFromAudio() throws IOException {
    Path wav = Recordings.noise(folder.resolve("audio/a.wav"), 1, 1);
    Path fbank = folder.resolve("fbank");
    Recipe bins =
        new Recipe(
            "fbank",
            InputKind.AUDIO,
            Map.of("num-mel-bins", "40"),
            CmvnOptions.NONE,
            null,
            ResamplePolicy.ERROR,
            null);
    Path scp = Files.writeString(folder.resolve("wav.scp"), "a " + wav + "\n");
    assertTrue(new JobRunner(scp).recipe(bins).ark().run(fbank));
    assertTrue(new JobRunner(scp).decoar(DEMO).run(folder.resolve("direct")));

    assertTrue(new JobRunner(fbank.resolve("feats.scp")).decoar(DEMO).run(output));

    assertEquals(JobRunner.features(folder.resolve("direct")), JobRunner.features(output));
  }

  @Test
  void encoderTakesAnotherNormalisationOfFeatures() throws IOException {
    float[] values = new float[2 * 40];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7;
    }
    Path scp = feats(new FeatureMatrix(2, 40, values));
    Recipe global =
        new Recipe(
            "decoar",
            InputKind.AUDIO,
            Map.of(),
            CmvnOptions.of(CmvnScope.GLOBAL, true),
            null,
            ResamplePolicy.ERROR,
            null);

    // The corpus is one utterance, so that both kinds of statistics are the same.
    assertTrue(new JobRunner(scp).decoar(DEMO).recipe(global).run(output));
    assertTrue(new JobRunner(scp).decoar(DEMO).run(folder.resolve("own")));

    assertEquals(JobRunner.features(folder.resolve("own")), JobRunner.features(output));
  }

  @Test
  void encoderDoesNotTakeAnotherNormalisationOfAudio() throws IOException {
    Recordings.noise(folder.resolve("audio/a.wav"), 1, 1);
    Recipe sliding =
        new Recipe(
            "decoar",
            InputKind.AUDIO,
            Map.of(),
            CmvnOptions.of(CmvnScope.SLIDING, true),
            null,
            ResamplePolicy.ERROR,
            null);

    assertRefused(
        "--model decoar has its own normalisation of audio: --cmvn, --cmvn-stats, --norm-vars and"
            + " --delta-order are for Kaldi features, and for manifests of features",
        new JobRunner(folder.resolve("audio")).decoar(DEMO).recipe(sliding));
  }

  @Test
  void copyPassesFeaturesOn() throws IOException {
    assertTrue(new JobRunner(feats(SMALL)).recipe(Recipe.of("copy")).run(output));

    assertEquals(Map.of("u0", SMALL), JobRunner.features(output));
    Group row = JobRunner.ledger(output).get(0);
    assertEquals(0.04, row.getDouble("seconds", 0), 1e-12);
  }

  @Test
  void copyNormalisesAndAppendsDeltas() throws IOException {
    Recipe recipe =
        new Recipe(
            "copy",
            InputKind.AUDIO,
            Map.of(),
            CmvnOptions.of(CmvnScope.GLOBAL, false),
            DeltaOptions.kaldiDefaults(),
            ResamplePolicy.ERROR,
            null);

    assertTrue(new JobRunner(feats(SMALL)).recipe(recipe).run(output));

    FeatureMatrix features = only(JobRunner.features(output));
    assertEquals(6, features.dim());
    assertEquals(1 - 4f, features.at(0, 0));
  }

  @Test
  void rangesOfFeaturesAreTaken() throws IOException {
    feats(SMALL);
    Path scp = Files.writeString(folder.resolve("feats.scp"), "u " + ark(0) + "[1:2,0:0]\n");

    assertTrue(new JobRunner(scp).recipe(Recipe.of("copy")).run(output));

    assertArrayEquals(new float[] {3, 5}, only(JobRunner.features(output)).values());
  }

  @Test
  void otherNumberOfColumnsIsAFailureOfItsUtterance() throws IOException {
    Path scp = feats(SMALL, new FeatureMatrix(1, 3, new float[3]));

    assertTrue(new JobRunner(scp).recipe(Recipe.of("copy")).run(output));

    assertEquals(
        "features do not fit: expected 2 columns, got 3 (" + ark(1) + ")",
        JobRunner.ledger(output).get(1).getString("message", 0));
  }

  @Test
  void columnsThatDoNotFitTheModelEndTheJob() throws IOException {
    assertRefused(
        "the manifest's features do not fit the model: decoar expects 40 columns, got 2",
        new JobRunner(feats(SMALL)).decoar(DEMO));
  }

  @Test
  void frameShiftThatDoesNotFitTheModelEndsTheJob() throws IOException {
    Path scp = feats(new FeatureMatrix(1, 40, new float[40]));
    Files.writeString(folder.resolve("frame_shift"), "0.0125\n");

    assertRefused(
        "the manifest's features do not fit the model: decoar expects a frame shift of 10.0 ms, the"
            + " file frame_shift says 12.5",
        new JobRunner(scp).decoar(DEMO));
  }

  @Test
  void featuresThatCannotBeReadEndTheJob() throws IOException {
    Path gone = folder.resolve("gone.ark");
    Path scp = Files.writeString(folder.resolve("feats.scp"), "u " + gone + ":5\n");

    assertRefused(
        "the features cannot be used: none of the first 1 can be read, u because: File "
            + gone
            + " does not exist",
        new JobRunner(scp).recipe(Recipe.of("copy")));
  }

  @Test
  void kaldiFeaturesAreNotComputedOfFeatures() throws IOException {
    assertRefused(
        "--model fbank computes features of audio, the manifest holds features: --model copy passes"
            + " them on, with --cmvn and --delta-order if wanted",
        new JobRunner(feats(SMALL)));
  }

  @Test
  void audioIsNotCopied() throws IOException {
    Recordings.noise(folder.resolve("audio/a.wav"), 1, 1);

    assertRefused(
        "--model copy passes on features that were computed before: expected a manifest of features"
            + " such as a feats.scp, got one of audio",
        new JobRunner(folder.resolve("audio")).recipe(Recipe.of("copy")));
  }

  @Test
  void recognisedCommandsCountFromTheManifestWhereTheWorkingDirectoryHasNoSuchFile()
      throws IOException {
    Recordings.noise(folder.resolve("audio/a.wav"), 1, 1);
    Path scp = Files.writeString(folder.resolve("wav.scp"), "a cat audio/a.wav |\n");

    assertTrue(new JobRunner(scp).run(output));
  }

  @Test
  void featuresOfCommandsAreRead() throws IOException {
    feats(SMALL);
    Path scp =
        Files.writeString(folder.resolve("feats.scp"), "u cat 0.ark |\nv head -c 99 0.ark |\n");

    assertTrue(new JobRunner(scp).recipe(Recipe.of("copy")).run(output));
    assertEquals(Map.of("u", SMALL), JobRunner.features(output));
  }

  @Test
  void featuresOfOtherCommandsAreReadWhenAllowed() throws IOException {
    feats(SMALL);
    Path scp = Files.writeString(folder.resolve("feats.scp"), "u head -c 99 " + ark(0) + " |\n");

    assertTrue(new JobRunner(scp).recipe(Recipe.of("copy")).allowCommands().run(output));
    assertEquals(Map.of("u", SMALL), JobRunner.features(output));
  }

  @Test
  void otherCommandsRunOnlyWhenAllowed() throws IOException {
    Path wav = Recordings.noise(folder.resolve("a.wav"), 1, 1);
    Path scp = Files.writeString(folder.resolve("wav.scp"), "a head -c 99999 " + wav + " |\n");

    assertFalse(new JobRunner(scp).run(output));
    assertTrue(new JobRunner(scp).allowCommands().run(folder.resolve("allowed")));
  }

  @Test
  void eachChannelHasItsRowOfTheLedger() throws IOException {
    int[] samples = new int[32000];
    samples[1] = 1000;
    Path wav = Recordings.write(folder.resolve("a.wav"), 16000, 2, samples);
    Path scp =
        Files.writeString(
            folder.resolve("wav.scp"), "a " + wav + "\nb sph2pipe -f wav -c 1 " + wav + " |\n");
    Recipe recipe =
        new Recipe(
            "fbank",
            InputKind.AUDIO,
            Map.of(),
            CmvnOptions.NONE,
            null,
            ResamplePolicy.ERROR,
            Recipe.EACH);

    assertTrue(new JobRunner(scp).recipe(recipe).run(output));

    assertEquals(List.of("a-c0", "a-c1", "b-c0"), List.copyOf(JobRunner.features(output).keySet()));
    assertEquals(3, JobRunner.ledger(output).size());
    assertEquals(JobRunner.features(output).get("a-c0"), JobRunner.features(output).get("b-c0"));
  }

  private static FeatureMatrix only(Map<String, FeatureMatrix> features) {
    assertEquals(1, features.size());
    return features.values().iterator().next();
  }

  private void assertRefused(String message, JobRunner job) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));
    assertEquals(message, e.getMessage());
    assertFalse(Files.exists(output));
  }

  /** A manifest of features {@code u0}, {@code u1} and so on, each in a file of its own. */
  private Path feats(FeatureMatrix... matrices) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < matrices.length; i++) {
      try (OutputStream out = Files.newOutputStream(ark(i))) {
        Holder.FEATURE_MATRIX.write(out, matrices[i]);
      }
      lines.add("u" + i + " " + ark(i));
    }
    return Files.write(folder.resolve("feats.scp"), lines);
  }

  private Path ark(int number) {
    return folder.resolve(number + ".ark");
  }
}
