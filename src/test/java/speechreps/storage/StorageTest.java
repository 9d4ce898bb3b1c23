package speechreps.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.speech.Source;

/** Storage over the local file system. */
class StorageTest {
  private final Storage storage = new Storage(new Configuration(false));
  private final Path temp;

  StorageTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void aSourceGivesTheBytesFromTheStartEachTime() throws IOException {
    String file = write("a b%20c.bin", 1, 2, 3);
    Source source = storage.source(file);
    assertEquals(file, source.location());
    for (int i = 0; i < 2; i++) {
      try (InputStream in = source.open()) {
        assertArrayEquals(new byte[] {1, 2, 3}, in.readAllBytes());
      }
    }
    assertEquals(3, storage.size(file));
  }

  @Test
  void aMissingFileIsNotFoundWhenItIsOpened() {
    String missing = temp.resolve("missing").toString();
    FileNotFoundException e =
        assertThrows(FileNotFoundException.class, () -> storage.source(missing).open());
    assertTrue(e.toString().contains(missing), e.toString());
  }

  @Test
  void aLocationThatItsFileSystemRefusesIsAnIoErrorThatNamesIt() {
    IOException e =
        assertThrows(IOException.class, () -> storage.source("file://host/a.wav").open());
    assertEquals(
        "the file system cannot be used: Wrong FS: file://host/a.wav, expected: file:///"
            + " (file://host/a.wav)",
        e.getMessage());
  }

  @Test
  void aFileSystemThatCannotBeInitialisedIsAnIoErrorThatNamesTheLocation() {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs.bucket.impl", NoBucket.class, FileSystem.class);
    IOException e =
        assertThrows(
            IOException.class,
            () -> new Storage(configuration).source("bucket://b_c/a.wav").open());
    assertEquals(
        "the file system cannot be used: no such bucket: b_c (bucket://b_c/a.wav)", e.getMessage());
  }

  /** A file system that knows no bucket, and says so as object stores do. */
  public static final class NoBucket extends RawLocalFileSystem {
    @Override
    public void initialize(URI uri, Configuration configuration) {
      throw new IllegalArgumentException("no such bucket: " + uri.getAuthority());
    }
  }

  @Test
  void aFileWithASchemeIsTheSameFile() throws IOException {
    String file = write("a.bin", 7);
    try (InputStream in = storage.source("file://" + file).open()) {
      assertEquals(7, in.read());
    }
  }

  @Test
  void existenceAndKindAreTold() throws IOException {
    String file = write("f/a.bin", 1);
    assertTrue(storage.exists(file));
    assertFalse(storage.isDirectory(file));
    assertTrue(storage.isDirectory(temp.resolve("f").toString()));
    assertFalse(storage.exists(temp.resolve("g").toString()));
    assertFalse(storage.isDirectory(temp.resolve("g").toString()));
  }

  @Test
  void filesBelowAFolderAreSortedAndHiddenOnesLeftOut() throws IOException {
    write("f/b/c.wav", 1);
    write("f/a.wav", 1);
    write("f/.git/x.wav", 1);
    write("f/_temporary/x.wav", 1);
    write("f/b/.x.wav", 1);
    String folder = temp.resolve("f").toString();
    List<String> expected = List.of(folder + "/a.wav", folder + "/b/c.wav");
    assertEquals(expected, storage.filesBelow(folder));
    assertEquals(expected, storage.filesBelow(folder + "/"));
  }

  @Test
  void filesBelowAHiddenFolderAreFoundWhenItIsNamed() throws IOException {
    String file = write(".f/a.wav", 1);
    assertEquals(List.of(file), storage.filesBelow(temp.resolve(".f").toString()));
  }

  @Test
  void linksToFilesAndFoldersAreFollowed() throws IOException {
    write("real/a.wav", 1);
    Files.createDirectories(temp.resolve("f"));
    Files.createSymbolicLink(temp.resolve("f/folder"), temp.resolve("real"));
    Files.createSymbolicLink(temp.resolve("f/b.wav"), temp.resolve("real/a.wav"));
    String folder = temp.resolve("f").toString();
    assertEquals(List.of(folder + "/b.wav", folder + "/folder/a.wav"), storage.filesBelow(folder));
  }

  @Test
  void aLinkToNothingDoesNotHideTheOtherFiles() throws IOException {
    String file = write("f/a.wav", 1);
    Files.createSymbolicLink(temp.resolve("f/lost.wav"), temp.resolve("nowhere"));
    assertEquals(List.of(file), storage.filesBelow(temp.resolve("f").toString()));
  }

  @Test
  void aMissingFolderIsNotFound() {
    assertThrows(
        FileNotFoundException.class, () -> storage.filesBelow(temp.resolve("f").toString()));
  }

  @Test
  void deletingWhatIsNotThereIsNoError() throws IOException {
    String file = write("a.bin", 1);
    storage.delete(file);
    storage.delete(file);
    assertFalse(storage.exists(file));
  }

  @Test
  void relativePathsAreResolvedAndOthersKept() {
    assertEquals("f/a.wav", Storage.resolve("f", "a.wav"));
    assertEquals("f/a.wav", Storage.resolve("f/", "a.wav"));
    assertEquals("a.wav", Storage.resolve("", "a.wav"));
    assertEquals("/a.wav", Storage.resolve("f", "/a.wav"));
    assertEquals("s3a://b/a.wav", Storage.resolve("f", "s3a://b/a.wav"));
    assertEquals("f/12:30.wav", Storage.resolve("f", "12:30.wav"));
  }

  @Test
  void parentAndNameTakeAPathApart() {
    assertEquals("s3a://b/f", Storage.parent("s3a://b/f/a.wav"));
    assertEquals("/", Storage.parent("/a.wav"));
    assertEquals("", Storage.parent("a.wav"));
    assertEquals("a.wav", Storage.name("s3a://b/f/a.wav"));
    assertEquals("a.wav", Storage.name("a.wav"));
  }

  @Test
  void aRelativePathIsTakenFromTheWorkingDirectory() throws IOException {
    String working = Path.of("").toAbsolutePath().toString();
    assertEquals(working + "/a b/c.wav", storage.absolute("a b/c.wav"));
    assertEquals(working, storage.absolute("."));
    assertEquals(working, storage.workingDirectory("/a.wav"));
    assertEquals("file:" + working, storage.workingDirectory("file:/a.wav"));
  }

  @Test
  void anAbsolutePathStaysAsItIsWithoutAskingItsFileSystem() throws IOException {
    assertEquals("/f/a.wav", storage.absolute("/f/a.wav"));
    assertEquals("nofs://b/a.wav", storage.absolute("nofs://b/a.wav"));
  }

  @Test
  void aLocationIsWithinAFolderHoweverItIsWritten() throws IOException {
    assertTrue(storage.isWithin("/out", "/out"));
    assertTrue(storage.isWithin("/out/wav.scp", "file:///out/"));
    assertTrue(storage.isWithin("file:/out/deep/er", "/out"));
    assertTrue(storage.isWithin("out/a", storage.absolute("out")));
    assertTrue(storage.isWithin("/out", "/"));
    assertFalse(storage.isWithin("/out-2/wav.scp", "/out"));
    assertFalse(storage.isWithin("/", "/out"));
  }

  @Test
  void localPathsHaveNoScheme() {
    assertEquals("/a b%20c", Storage.localPath("file:///a b%20c"));
    assertEquals("/a", Storage.localPath("file:/a"));
    assertEquals("/a", Storage.localPath("/a"));
    assertEquals("hdfs://name/a", Storage.localPath("hdfs://name/a"));
    assertEquals("files:/a", Storage.localPath("files:/a"));
  }

  private String write(String name, int... bytes) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    Files.write(file, content);
    return file.toString();
  }
}
