package speechreps.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.Utterance;
import speechreps.storage.Scratch;

/** What every form of shard keeps: whole or not at all, and the same bytes for the same work. */
interface ShardWriterContract {
  /** The folder in which the shard is to appear, empty. */
  Path folder();

  /** A writer of a shard in that folder, always of the same name. */
  ShardWriter newWriter() throws IOException;

  @Test
  default void nothingIsVisibleBeforeTheCommit() throws IOException {
    try (ShardWriter writer = newWriter()) {
      append(writer, "a", 1);

      assertEquals(List.of(), visibleFiles());
      writer.commit();
    }
    assertEquals(1, visibleFiles().size());
  }

  @Test
  default void closingWithoutCommitLeavesNothing() throws IOException {
    try (ShardWriter writer = newWriter()) {
      append(writer, "a", 1);
    }

    assertEquals(List.of(), files());
  }

  @Test
  default void commitLeavesTheShardAlone() throws IOException {
    try (ShardWriter writer = newWriter()) {
      append(writer, "a", 1);
      writer.commit();
    }

    assertEquals(1, files().size());
  }

  @Test
  default void secondAttemptReplacesTheFirstByTheSameBytes() throws IOException {
    byte[] first = writeTwoUtterances();
    byte[] second = writeTwoUtterances();

    assertArrayEquals(first, second);
    assertEquals(1, files().size());
  }

  @Test
  default void abortedAttemptKeepsWhatAnEarlierOneCommitted() throws IOException {
    byte[] committed = writeTwoUtterances();
    try (ShardWriter writer = newWriter()) {
      append(writer, "z", 9);
    }

    assertArrayEquals(committed, Files.readAllBytes(files().get(0)));
  }

  @Test
  default void anUtteranceInATemporaryFileGivesTheSameBytesAsInMemory() throws IOException {
    FeatureMatrix matrix = LongFeatures.matrix();
    byte[] ofMemory = write(matrix);
    try (Scratch scratch = new Scratch(Scratch.DEFAULT_FOLDER)) {
      assertArrayEquals(ofMemory, write(LongFeatures.inFile(scratch, matrix)));
    }
  }

  private byte[] write(FeatureRows rows) throws IOException {
    try (ShardWriter writer = newWriter()) {
      writer.append(Utterance.ofRecording("a", "a.wav", "list:1"), rows, rows.numFrames());
      writer.commit();
    }
    return Files.readAllBytes(files().get(0));
  }

  private byte[] writeTwoUtterances() throws IOException {
    try (ShardWriter writer = newWriter()) {
      append(writer, "a", 1);
      append(writer, "b", 2);
      writer.commit();
    }
    return Files.readAllBytes(files().get(0));
  }

  private static void append(ShardWriter writer, String id, float value) throws IOException {
    writer.append(
        Utterance.ofRecording(id, id + ".wav", "list:1"),
        new FeatureMatrix(2, 1, new float[] {value, -value}),
        2);
  }

  private List<Path> visibleFiles() throws IOException {
    return files().stream().filter(f -> !f.getFileName().toString().startsWith(".")).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
