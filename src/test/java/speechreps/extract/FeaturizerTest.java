package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.AudioReader;
import speechreps.audio.Recordings;
import speechreps.model.EngineThreads;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

class FeaturizerTest {
  private static final String DEMO = "artifacts/decoar-demo.params";

  private Path folder;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    folder = tempDir;
  }

  @Test
  void oneFileBecomesItsFeatures() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 1);
    Featurizer featurizer =
        Featurizer.open(Recipe.of("decoar"), null, DEMO, null, Cores.ALL, storage());

    FeatureMatrix features = featurizer.featurize(file.toString());

    assertEquals(98, features.numFrames());
    assertEquals(Featurizer.inspect(Recipe.of("decoar"), DEMO, Cores.ALL).dim(), features.dim());
    assertEquals(10, featurizer.frameShiftMs());
  }

  @Test
  void fileWithoutFeaturesIsAnExceptionWithTheReason() throws IOException {
    Path gone = folder.resolve("gone.wav");
    Featurizer featurizer =
        Featurizer.open(Recipe.of("fbank"), null, null, null, Cores.ALL, storage());

    UtteranceException e =
        assertThrows(UtteranceException.class, () -> featurizer.featurize(gone.toString()));

    assertEquals("no such file (" + gone + ")", e.getMessage());
    assertEquals(FailureReason.FILE_NOT_FOUND, e.reason());
  }

  @Test
  void modelWithoutItsParameterFileIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Featurizer.inspect(Recipe.of("decoar"), null, Cores.ALL));

    assertEquals("model decoar needs a parameter file", e.getMessage());
  }

  @Test
  void engineThreadsNeverExceedTheCores() {
    int cores = Runtime.getRuntime().availableProcessors();

    assertEquals(new EngineThreads(1, 1), new Cores(1, 1).threads());
    assertEquals(EngineThreads.of(cores), Cores.ALL.threads());
    assertEquals(new EngineThreads(cores, 1), new Cores(10_000, 1).threads());
    assertEquals(new EngineThreads(1, 1), new Cores(1, 10_000).threads());
  }

  @Test
  void sameModelAndDeviceAreLoadedOnce() throws IOException {
    Featurizer.open(Recipe.of("decoar"), null, DEMO, null, Cores.ALL, storage());
    int before = Featurizer.encoderLoads();

    Featurizer.open(Recipe.of("decoar"), null, DEMO, null, Cores.ALL, storage());

    assertEquals(before, Featurizer.encoderLoads());
  }

  @Test
  void tasksOfAProcessShareItsCoresAndItsHeap() {
    assertEquals(4, new Cores(8, 2).concurrentTasks());
    assertEquals(1, new Cores(1, 2).concurrentTasks());
    assertEquals(1, Cores.ALL.concurrentTasks());
    assertEquals(Runtime.getRuntime().availableProcessors(), new Cores(0, 1).concurrentTasks());
    assertEquals((double) AudioReader.shareOfHeap(1), 4 * (double) AudioReader.shareOfHeap(4), 4.0);
  }

  @Test
  void shardsHoldTwoGigabytesAndAnHourAtMost() {
    double month = 30 * 24 * 3600;
    FeatureShape filterBanks = new FeatureShape(40, 10, false, Map.of());
    assertEquals(3600, filterBanks.defaultShardSeconds(month));
    // 100 frames a second of 2048 floats are 800 KB.
    FeatureShape decoar = new FeatureShape(2048, 10, false, Map.of());
    assertEquals(2621.44, decoar.defaultShardSeconds(month), 1e-9);
    FeatureShape pooled = new FeatureShape(2048, 10, true, Map.of());
    assertEquals(3600, pooled.defaultShardSeconds(month));
  }

  @Test
  void smallCorpusIsCutIntoShardsForManyTasksButNotTooSmallOnes() {
    FeatureShape shape = new FeatureShape(40, 10, false, Map.of());

    assertEquals(1000, shape.defaultShardSeconds(64_000));
    assertEquals(600, shape.defaultShardSeconds(3600));
  }

  private static Storage storage() {
    return new Storage(new Configuration(false));
  }
}
