package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.storage.Storage;

class OutputFolderTest {
  private Path parent;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    parent = tempDir;
  }

  @Test
  void folderThatIsNotThereIsNotMadeEither() throws IOException {
    prepare(false);

    assertFalse(Files.exists(output()));
  }

  @Test
  void emptyFolderIsFine() throws IOException {
    Files.createDirectory(output());

    prepare(false);
  }

  @Test
  void fileInTheWayIsRefused() throws IOException {
    Files.writeString(output(), "not a folder");

    assertRefused("the output must be a folder, but a file is there (" + output() + ")", true);
  }

  @Test
  void earlierRunIsKeptUnlessItMayBeReplaced() throws IOException {
    put("shard-00000.parquet", "_ledger/shard-00000.parquet", "_run.json");

    assertRefused(
        "the output folder holds an earlier run: choose another folder, or replace that run with"
            + " --overwrite ("
            + output()
            + ")",
        false);
    assertEquals(3, files().size());
  }

  @Test
  void overwriteDeletesAllThatARunLeaves() throws IOException {
    put(
        "shard-00000.parquet",
        "shard-123456.parquet",
        "data/shard-00001.ark",
        "feats.scp",
        "utt2num_frames",
        "_ledger/shard-00000.parquet",
        "_ledger/manifest.parquet",
        "_run.json");

    prepare(true);

    assertEquals(List.of(), files());
  }

  @Test
  void overwriteDeletesWhatAKilledRunLeaves() throws IOException {
    String uuid = "01234567-89ab-cdef-0123-456789abcdef";
    put(
        ".shard-00000.parquet." + uuid,
        "data/.shard-00001.ark." + uuid,
        "_ledger/.shard-00000.parquet." + uuid);

    prepare(true);

    assertEquals(List.of(), files());
  }

  @Test
  void otherPeoplesFilesAreNeverDeleted() throws IOException {
    put("_run.json", "shard-00000.parquet", "thesis.tex");

    assertRefused(
        "the output folder holds files that are not of an earlier run, such as thesis.tex: choose"
            + " another folder ("
            + output()
            + ")",
        true);
    assertEquals(3, files().size());
  }

  @Test
  void namesThatOnlyLookLikeOursAreOtherPeoples() throws IOException {
    for (String name :
        List.of(
            "data/wav.scp",
            "old/shard-00000.parquet",
            "shard-00000.parquet.bak",
            ".shard-00000.parquet.swp",
            ".thesis.tex.01234567-89ab-cdef-0123-456789abcdef",
            "_ledger/deep/shard-00000.parquet")) {
      put(name);

      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> prepare(true), name);
      assertTrue(String.valueOf(e.getMessage()).contains("such as " + name + ":"), e.getMessage());
      Files.delete(output().resolve(name));
    }
  }

  @Test
  void filesOfADataDirectoryAreOtherPeoplesUnlessClaimed() throws IOException {
    put("wav.scp", "text");
    assertRefused(
        "the output folder holds files that are not of an earlier run, such as text: choose"
            + " another folder ("
            + output()
            + ")",
        true);
    assertEquals(2, files().size());

    folder().claim(List.of("wav.scp", "text", "conf/fbank.conf"));
    put("conf/fbank.conf", "conf/.fbank.conf.01234567-89ab-cdef-0123-456789abcdef");

    prepare(true);

    assertEquals(List.of(), files());
  }

  @Test
  void fileThatWasNotClaimedIsKept() throws IOException {
    folder().claim(List.of("utt2spk"));
    put("utt2spk", "text");

    assertRefused(
        "the output folder holds files that are not of an earlier run, such as text: choose"
            + " another folder ("
            + output()
            + ")",
        true);
    assertEquals(3, files().size());
  }

  @Test
  void manifestInTheFolderIsRefused() throws IOException {
    for (String manifest : List.of(output().toString(), "file://" + output() + "/wav.scp")) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> folder().refuseToHold("the manifest", manifest));
      assertEquals(
          "the manifest must not lie in the output folder: choose another folder for the output ("
              + output()
              + ")",
          e.getMessage());
    }

    folder().refuseToHold("the manifest", output() + "-2/wav.scp");
    folder().refuseToHold("the manifest", parent.toString());
  }

  private void assertRefused(String message, boolean overwrite) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> prepare(overwrite));
    assertEquals(message, e.getMessage());
  }

  private void prepare(boolean overwrite) throws IOException {
    folder().prepare(overwrite);
  }

  private OutputFolder folder() {
    return new OutputFolder(new Storage(new Configuration(false)), output().toString());
  }

  private Path output() {
    return parent.resolve("out");
  }

  private void put(String... names) throws IOException {
    for (String name : names) {
      Path file = output().resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(output())) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
