package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.audio.AudioReader;
import speechreps.audio.Recordings;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.storage.OpenFiles;
import speechreps.storage.Scratch;
import speechreps.storage.ScratchException;
import speechreps.storage.ScratchRows;
import speechreps.storage.Spill;
import speechreps.storage.Storage;

/** A recording in a temporary file is there as long as it is needed, and no longer. */
class RecordingInFileTest {
  private static final int RATE_HZ = 16000;
  private static final double SECONDS = 7;
  private static final int SAMPLES = (int) (SECONDS * RATE_HZ);

  private final Path folder;
  private final Scratch scratch;
  private final AudioLoader loader;

  RecordingInFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.scratch = new Scratch(folder.resolve("scratch"));
    this.loader = new AudioLoader(reader(Long.MAX_VALUE), ResamplePolicy.AUTO, null);
  }

  @AfterEach
  void free() throws IOException {
    scratch.close();
  }

  @Test
  void laterRunDecodesARecordingAgainWhoseFileIsGone() throws IOException {
    Utterance utterance = whole(mono());
    FeatureMatrix first = loader.load(utterance, RATE_HZ).samples().whole();

    scratch.close();

    assertEquals(first, loader.load(utterance, RATE_HZ).samples().whole());
  }

  @Test
  void segmentsOfALongRecordingDecodeItOnce() throws IOException {
    Path file = mono();
    FeatureMatrix all = loader.load(whole(file), RATE_HZ).samples().whole();
    Files.delete(file);

    FeatureMatrix part = loader.load(of(file, new Segment(2, 3)), RATE_HZ).samples().whole();

    assertEquals(all.block(2 * RATE_HZ, RATE_HZ), part);
  }

  @Test
  void recordingIsFreedWhenTheNextOneIsLoaded() throws IOException {
    Path slow = Recordings.noise(folder.resolve("slow.wav"), 5, SECONDS, 8000);
    ScratchRows first =
        assertInstanceOf(ScratchRows.class, loader.load(whole(mono()), RATE_HZ).samples());
    ScratchRows resampled =
        assertInstanceOf(ScratchRows.class, loader.load(whole(slow), RATE_HZ).samples());

    assertFalse(first.isOpen());
    assertTrue(resampled.isOpen());
    loader.load(whole(mono()), RATE_HZ);
    assertFalse(resampled.isOpen());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t wav - remix 4 |", "-t wav -r 17k - |", "-t wav -c 1 -r 49k - |"})
  void fileOfARecordingThatIsRefusedIsFreed(String wanted) throws IOException {
    Path three = Recordings.write(folder.resolve("3.wav"), RATE_HZ, 3, new int[3 * SAMPLES]);
    String command = "sox " + three + " " + wanted;

    assertThrows(UtteranceException.class, () -> reader(3L * SAMPLES).read(command));

    assertEquals(0, OpenFiles.in(folder));
  }

  @Test
  void folderThatCannotBeWrittenIsNoFaultOfTheRecording() throws IOException {
    Path file = mono();
    Files.createFile(folder.resolve("scratch"));

    assertThrows(ScratchException.class, () -> loader.load(whole(file), RATE_HZ));
  }

  /** Keeps no samples in memory. */
  private RecordingReader reader(long maxSamples) {
    return new RecordingReader(
        new Storage(new Configuration(false)),
        Commands.REFUSED,
        new AudioReader(Integer.MAX_VALUE, maxSamples),
        new Spill(scratch, 0));
  }

  private Path mono() throws IOException {
    return Recordings.noise(folder.resolve("mono.wav"), 1, SECONDS);
  }

  private static Utterance whole(Path file) {
    return of(file, null);
  }

  private static Utterance of(Path file, @Nullable Segment segment) {
    return new Utterance("a", file.toString(), segment, null, null, Double.NaN, "segments:1");
  }
}
