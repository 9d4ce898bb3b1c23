package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.kaldi.Holder;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/** What the entries of a feats.scp stand for. */
class MatrixReaderTest {
  private static final FeatureMatrix MATRIX =
      new FeatureMatrix(3, 2, new float[] {1, 2, 3, 4, 5, 6});
  private static final Commands ALLOWED = new Commands(true, Commands.DEFAULT_TIMEOUT, List.of());

  private final TableFiles files;

  MatrixReaderTest(@TempDir Path folder) {
    this.files = new TableFiles(folder);
  }

  @Test
  void fileOfOneMatrixIsRead() throws IOException {
    assertEquals(MATRIX, read(plain().toString()));
  }

  @Test
  void catIsDoneWithoutRunningIt() throws IOException {
    assertEquals(MATRIX, read("cat " + plain() + " |"));
    assertEquals(MATRIX, read("no-such-path/cat " + plain() + "|"));
  }

  @Test
  void gzippedMatrixIsDecompressed() throws IOException {
    Path file = gzipped();

    assertEquals(MATRIX, read("gunzip -c " + file + " |"));
    assertEquals(MATRIX, read("zcat " + file + " |"));
    assertEquals(MATRIX, read("gzip -dc " + file + " |"));
    assertEquals(MATRIX, read("cat " + file + " | gunzip |"));
  }

  @Test
  void gzippedTextMatrixIsRead() throws IOException {
    byte[] text = " [\n  1 2\n  3 4\n  5 6 ]\n".getBytes(StandardCharsets.US_ASCII);
    Path file = files.write("text.gz", TableFiles.gzip(text));

    assertEquals(MATRIX, read("gunzip -c " + file + " |"));
  }

  @Test
  void rangeOfWhatACommandWritesIsTaken() throws IOException {
    assertEquals(
        new FeatureMatrix(2, 1, new float[] {4, 6}),
        read("gunzip -c " + gzipped() + " |[1:2,1:1]"));
    assertEquals(new FeatureMatrix(1, 2, new float[] {1, 2}), read("cat " + plain() + " |[0:0]"));
  }

  @Test
  void relativePathOfACommandCountsFromTheFirstFolderThatHasIt() throws IOException {
    files.write("b/feats.mat", TableFiles.bytes(Holder.FEATURE_MATRIX, MATRIX));
    List<String> folders = List.of(files.folder() + "/a", files.folder() + "/b");

    assertEquals(MATRIX, reader(Commands.REFUSED.withFolders(folders)).read("cat feats.mat |"));
  }

  @Test
  void keyBeforeTheMatrixIsNotExpected() throws IOException {
    Path file = files.write("feats.ark.gz", TableFiles.gzip(bytes("u1 [ 1 2 ]\n")));
    String entry = "gunzip -c " + file + " |";

    assertFailure(
        FailureReason.BAD_FEATURES,
        "expected a matrix, either \\0B or [, got 'u' (" + file + ", byte 0) (" + entry + ")",
        entry);
  }

  @Test
  void fileThatIsNotGzipIsBadFeatures() throws IOException {
    Path file = plain();

    assertFailure(
        FailureReason.BAD_FEATURES,
        "expected a whole gzip file: Not in GZIP format (" + file + ")",
        "zcat " + file + " |");
  }

  @Test
  void truncatedGzipIsBadFeatures() throws IOException {
    byte[] bytes = Files.readAllBytes(gzipped());
    Path file = files.write("cut.gz", Arrays.copyOf(bytes, 20));

    assertFailure(
        FailureReason.BAD_FEATURES,
        "expected a whole gzip file: Unexpected end of ZLIB input stream (" + file + ")",
        "gunzip -c " + file + " |");
  }

  @Test
  void emptyGzipIsBadFeatures() throws IOException {
    Path file = files.write("empty.gz", new byte[0]);

    assertFailure(
        FailureReason.BAD_FEATURES,
        "expected a whole gzip file: it ends too early (" + file + ")",
        "gunzip -c " + file + " |");
  }

  @Test
  void checksumBehindTheMatrixIsRead() throws IOException {
    byte[] bytes = Files.readAllBytes(gzipped());
    bytes[bytes.length - 8] ^= 1;
    Path file = files.write("damaged.gz", bytes);

    assertFailure(
        FailureReason.BAD_FEATURES,
        "expected a whole gzip file: Corrupt GZIP trailer (" + file + ")",
        "gunzip -c " + file + " |");
  }

  @Test
  void sizeBeyondTheStreamIsBadFeatures() throws IOException {
    byte[] header = {0, 'B', 'F', 'M', ' ', 4, -1, -1, -1, 0, 4, 100, 0, 0, 0};
    Path file = files.write("huge.gz", TableFiles.gzip(header));
    String entry = "gunzip -c " + file + " |";

    assertFailure(
        FailureReason.BAD_FEATURES,
        "the file ends within a matrix of 16777215 x 100: expected 1677721500 values, got 0 ("
            + file
            + ", byte 15) ("
            + entry
            + ")",
        entry);
  }

  @Test
  void fileOfACommandThatIsNotThereIsNotFound() {
    assertThrows(FileNotFoundException.class, () -> read("cat " + files.folder() + "/gone.mat |"));
  }

  @Test
  void commandsForAudioAreRefused() {
    assertFailure(
        FailureReason.COMMAND_REFUSED,
        "expected a command that writes a matrix, got one that decodes audio; --allow-commands runs"
            + " it in a shell (flac -c -d -s a.flac |)",
        "flac -c -d -s a.flac |");
  }

  @Test
  void otherCommandsAreRefusedWithTheReason() {
    assertFailure(
        FailureReason.COMMAND_REFUSED,
        "a command that is not recognised is not run: the program copy-feats is not known;"
            + " --allow-commands runs it in a shell (copy-feats a.mat - |)",
        "copy-feats a.mat - |[0:1]");
  }

  @Test
  void otherCommandsAreRunWhenThatIsAllowed() throws IOException {
    assertEquals(MATRIX, reader(ALLOWED).read("cat < " + plain() + " |"));
    assertEquals(
        new FeatureMatrix(1, 2, new float[] {3, 4}),
        reader(ALLOWED).read("head -c 99 " + plain() + " |[1:1]"));
  }

  @Test
  void commandsForAudioAreRunWhenThatIsAllowed() {
    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () -> reader(ALLOWED).read("/no-such-folder/sph2pipe -f wav gone.sph 2>/dev/null |"));

    assertEquals(FailureReason.COMMAND_FAILED, e.reason());
    assertEquals(
        "command failed: expected exit code 0, got 127, nothing on standard error"
            + " (/no-such-folder/sph2pipe -f wav gone.sph 2>/dev/null |)",
        e.getMessage());
  }

  @Test
  void whatACommandWritesMustBeAMatrix() {
    UtteranceException e =
        assertThrows(UtteranceException.class, () -> reader(ALLOWED).read("echo hello |"));

    assertEquals(FailureReason.BAD_FEATURES, e.reason());
    assertEquals(
        "expected a matrix, either \\0B or [, got 'h' (echo hello |, byte 0) (echo hello |)",
        e.getMessage());
  }

  @Test
  void probeReadsWhatCommandsWrite() throws IOException {
    Path witness = files.folder().resolve("ran");
    String entry = "touch " + witness + "; cat " + plain() + " |";
    List<Utterance> utterances =
        List.of(
            Utterance.ofRecording("u1", entry, "feats.scp:1"),
            Utterance.ofRecording("u2", "zcat " + gzipped() + " |", "feats.scp:2"));

    assertEquals(2, new FeatureProbe(TableFiles.storage()).dim(utterances));
    assertFalse(Files.exists(witness));
    assertEquals(2, new FeatureProbe(TableFiles.storage(), ALLOWED).dim(utterances.subList(0, 1)));
  }

  private void assertFailure(FailureReason reason, String message, String entry) {
    UtteranceException e = assertThrows(UtteranceException.class, () -> read(entry));
    assertEquals(reason, e.reason());
    assertEquals(message, e.getMessage());
  }

  private static FeatureMatrix read(String location) throws IOException {
    return reader(Commands.REFUSED).read(location);
  }

  private static MatrixReader reader(Commands commands) {
    return new MatrixReader(TableFiles.storage(), commands);
  }

  private Path plain() throws IOException {
    return files.write("a.mat", TableFiles.bytes(Holder.FEATURE_MATRIX, MATRIX));
  }

  private Path gzipped() throws IOException {
    byte[] bytes = TableFiles.bytes(Holder.FEATURE_MATRIX, MATRIX);
    return files.write("a.mat.gz", TableFiles.gzip(bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
