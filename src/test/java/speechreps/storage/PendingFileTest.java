package speechreps.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that become visible whole or not at all, on the local file system. */
class PendingFileTest {
  private final Storage storage = new Storage(new Configuration(false));
  private final Path temp;
  private final Path target;

  PendingFileTest(@TempDir Path temp) {
    this.temp = temp;
    this.target = temp.resolve("shard.ark");
  }

  @Test
  void aCommittedFileIsThereWholeAndAlone() throws IOException {
    try (PendingFile file = storage.create(target.toString())) {
      write(file, "features");
      assertEquals(8, file.position());
      assertEquals(target.toString(), file.location());
      file.commit();
    }
    assertEquals("features", Files.readString(target));
    assertEquals(List.of("shard.ark"), names());
  }

  @Test
  void nothingIsAtTheTargetBeforeTheCommit() throws IOException {
    try (PendingFile file = storage.create(target.toString())) {
      write(file, "features");
      file.stream().flush();
      assertFalse(Files.exists(target));
      assertEquals(List.of(), storage.filesBelow(temp.toString()));
      file.commit();
    }
  }

  @Test
  void closingWithoutCommitLeavesNothing() throws IOException {
    try (PendingFile file = storage.create(target.toString())) {
      write(file, "half");
    }
    assertEquals(List.of(), names());
  }

  @Test
  void abortingLeavesWhatWasThereBefore() throws IOException {
    Files.writeString(target, "old");
    try (PendingFile file = storage.create(target.toString())) {
      write(file, "half");
      file.abort();
    }
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("shard.ark"), names());
  }

  @Test
  void committingReplacesWhatWasThere() throws IOException {
    Files.writeString(target, "an older and longer file");
    try (PendingFile file = storage.create(target.toString())) {
      write(file, "new");
      file.commit();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("shard.ark"), names());
  }

  @Test
  void twoWritersOfOneFileDoNotMixAndTheLastCommitHolds() throws IOException {
    try (PendingFile first = storage.create(target.toString());
        PendingFile second = storage.create(target.toString())) {
      write(first, "first");
      write(second, "second");
      second.commit();
      first.commit();
    }
    assertEquals("first", Files.readString(target));
    assertEquals(List.of("shard.ark"), names());
  }

  @Test
  void missingFoldersAreMade() throws IOException {
    Path deep = temp.resolve("a/b/shard.ark");
    try (PendingFile file = storage.create(deep.toString())) {
      write(file, "x");
      file.commit();
    }
    assertEquals("x", Files.readString(deep));
  }

  @Test
  void committingTwiceIsOurBug() throws IOException {
    try (PendingFile file = storage.create(target.toString())) {
      file.commit();
      IllegalStateException e = assertThrows(IllegalStateException.class, file::commit);
      assertEquals("already committed or aborted: " + target, e.getMessage());
    }
  }

  @Test
  void abortAfterCommitChangesNothing() throws IOException {
    try (PendingFile file = storage.create(target.toString())) {
      write(file, "x");
      file.commit();
      file.abort();
    }
    assertEquals("x", Files.readString(target));
  }

  @Test
  void aCommitThatCannotReplaceTheTargetLeavesNoTemporaryFile() throws IOException {
    Files.createDirectories(target.resolve("full"));
    try (PendingFile file = storage.create(target.toString())) {
      write(file, "x");
      assertThrows(IOException.class, file::commit);
    }
    assertEquals(List.of("shard.ark"), names());
  }

  private static void write(PendingFile file, String text) throws IOException {
    file.stream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
