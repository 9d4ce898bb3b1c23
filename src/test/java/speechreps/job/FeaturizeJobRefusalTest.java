package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.dsp.SlidingCmvnOptions;
import speechreps.extract.CmvnOptions;
import speechreps.extract.CmvnScope;
import speechreps.extract.Recipe;

/** Jobs that cannot run: refused before any work, and without an output folder. */
class FeaturizeJobRefusalTest {
  private static final Path DEMO = Path.of("artifacts/decoar-demo.params");

  private Path folder;
  private Path output;
  private TestCorpus corpus;

  @BeforeEach
  void name(@TempDir Path tempDir) {
    folder = tempDir;
    output = folder.resolve("out");
    corpus = new TestCorpus(folder);
  }

  @Test
  void idThatNoArchiveCanHoldIsRefusedBeforeAnyWork() throws IOException {
    Recordings.noise(folder.resolve("two words.wav"), 1, 0.5);
    Path list = Files.writeString(folder.resolve("list.txt"), "two words.wav\n");
    JobRunner job = new JobRunner(list).ark();

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertEquals(
        "the manifest cannot be used: 1 error listed above (" + list + ")", e.getMessage());
    assertTrue(job.console().contains("two words.wav"), job.console());
    assertFalse(Files.exists(output));
  }

  @Test
  void missingManifestIsRefusedBeforeAnyWork() throws IOException {
    Path gone = folder.resolve("gone.scp");
    JobRunner job = new JobRunner(gone);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertEquals(
        "the manifest cannot be used: 1 error listed above (" + gone + ")", e.getMessage());
    assertTrue(
        job.console().startsWith("error: " + gone + ": there is no manifest"), job.console());
    assertFalse(Files.exists(output));
  }

  @Test
  void duplicateIdsAreRefusedBeforeAnyWork() throws IOException {
    Path manifest = corpus.manifest("a x.wav", "a y.wav");

    assertThrows(IllegalArgumentException.class, () -> new JobRunner(manifest).run(output));
    assertFalse(Files.exists(output));
  }

  @Test
  void missingParamsAreRefusedBeforeAnyWork() throws IOException {
    Path gone = folder.resolve("gone.params");
    JobRunner job = new JobRunner(corpus.ofSize(1)).decoar(gone);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertEquals("no such parameter file (" + gone + ")", e.getMessage());
    assertFalse(Files.exists(output));
  }

  @Test
  void damagedParamsAreRefusedBeforeAnyWork() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.params"), "not parameters");
    JobRunner job = new JobRunner(corpus.ofSize(1)).decoar(damaged);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    // Else Spark would ship the file to the tasks of later tests, when it is gone.
    LocalSpark.session().stop();
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("the parameter file cannot be used: "), message);
    assertTrue(message.contains("damaged.params"), message);
    assertFalse(Files.exists(output));
  }

  @Test
  void outputOnAnUnknownFileSystemIsRefused() throws IOException {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new JobRunner(corpus.ofSize(1)).run("nosuch://bucket/out"));

    assertEquals(
        "the output folder cannot be used: No FileSystem for scheme \"nosuch\""
            + " (nosuch://bucket/out)",
        e.getMessage());
  }

  @Test
  void gpuThatCannotBeUsedEndsTheRunAndSaysWhatToInstall() throws IOException {
    Path manifest = corpus.ofSize(1);

    Exception e =
        assertThrows(
            Exception.class, () -> new JobRunner(manifest).decoar(DEMO).gpu(1).run(output));

    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("GPU 1 was asked for"), message);
    assertTrue(message.contains("put a CUDA build of MXNet"), message);
    assertFalse(Files.exists(output));
  }

  @Test
  void speakersOfCmvnStatisticsMustBeKeysInParquetRunsToo() throws IOException {
    Recordings.noise(folder.resolve("two words.wav"), 1, 0.5);
    Path list = Files.writeString(folder.resolve("list.txt"), "two words.wav\n");
    JobRunner job = new JobRunner(list).writeCmvn(CmvnScope.SPEAKER);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertEquals(
        "the manifest cannot be used: 1 error listed above (" + list + ")", e.getMessage());
    assertFalse(Files.exists(output));
  }

  @Test
  void missingStatisticsAreRefusedBeforeAnEarlierRunIsReplaced() throws IOException {
    Path manifest = corpus.ofSize(1);
    assertTrue(new JobRunner(manifest).run(output));
    Path gone = folder.resolve("gone.stats");
    JobRunner job = new JobRunner(manifest).recipe(normalizedBy(gone)).overwrite();

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertTrue(String.valueOf(e.getMessage()).startsWith("the CMVN statistics cannot be read: "));
    assertTrue(Files.exists(output.resolve("shard-00000.parquet")));
  }

  @Test
  void statisticsInTheOutputFolderAreRefused() throws IOException {
    Path manifest = corpus.ofSize(1);
    assertTrue(new JobRunner(manifest).writeCmvn(CmvnScope.GLOBAL).run(output));
    JobRunner job =
        new JobRunner(manifest)
            .recipe(normalizedBy(output.resolve("global_cmvn.stats")))
            .overwrite();

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertEquals(
        "the CMVN statistics must not lie in the output folder: choose another folder for the"
            + " output ("
            + output
            + ")",
        e.getMessage());
    assertTrue(Files.exists(output.resolve("global_cmvn.stats")));
  }

  @Test
  void archivesThatWouldBeReplacedAreRefusedAsInput() throws IOException {
    assertTrue(new JobRunner(corpus.ofSize(1)).ark().run(output));
    Path copied = Files.copy(output.resolve("feats.scp"), folder.resolve("feats.scp"));
    JobRunner job = new JobRunner(copied).recipe(Recipe.of("copy")).overwrite();

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertTrue(String.valueOf(e.getMessage()).startsWith("the input of utterance "));
    assertTrue(Files.exists(output.resolve("data/shard-00000.ark")));
  }

  @Test
  void frontEndOfAnotherWidthThanTheModelsIsRefused() throws IOException {
    Recipe plain = Recipe.of("decoar");
    Recipe wider =
        new Recipe(
            plain.model(),
            plain.input(),
            Map.of("use-energy", "true"),
            plain.cmvn(),
            plain.deltas(),
            plain.resample(),
            plain.channel());
    JobRunner job = new JobRunner(corpus.ofSize(1)).decoar(DEMO).recipe(wider);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.run(output));

    assertEquals(
        "the front end does not fit the model: decoar expects 40 features a frame, the options"
            + " give 41",
        e.getMessage());
    assertFalse(Files.exists(output));
  }

  private static Recipe normalizedBy(Path stats) {
    Recipe plain = Recipe.of("fbank");
    return new Recipe(
        plain.model(),
        plain.input(),
        plain.featureOptions(),
        new CmvnOptions(
            CmvnScope.GIVEN, false, SlidingCmvnOptions.kaldiDefaults(), stats.toString()),
        plain.deltas(),
        plain.resample(),
        plain.channel());
  }
}
