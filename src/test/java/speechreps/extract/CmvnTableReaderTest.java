package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.kaldi.DoubleMatrix;
import speechreps.kaldi.Holder;
import speechreps.speech.Utterance;

/** Statistics of files, archives and the entries of a cmvn.scp. */
class CmvnTableReaderTest {
  private static final double[] VALUES = {8, 16, 2, 40, 130, 0};
  private static final Commands ALLOWED = new Commands(true, Commands.DEFAULT_TIMEOUT, List.of());

  private final TableFiles files;

  CmvnTableReaderTest(@TempDir Path folder) {
    this.files = new TableFiles(folder);
  }

  @Test
  void gzippedMatrixServesAll() throws IOException {
    assertStats(read(files.write("global.gz", TableFiles.gzip(matrix()))), "any");
  }

  @Test
  void gzippedArchiveIsReadByKey() throws IOException {
    assertStats(read(files.write("cmvn.ark.gz", TableFiles.gzip(archive()))), "u1");
  }

  @Test
  void gzippedScpIsRead() throws IOException {
    files.write("cmvn.mat", matrix());

    assertStats(read(files.write("cmvn.scp.gz", TableFiles.gzip(text("u1 cmvn.mat\n")))), "u1");
  }

  @Test
  void truncatedGzipIsNamed() throws IOException {
    Path file = files.write("cmvn.ark.gz", Arrays.copyOf(TableFiles.gzip(archive()), 30));

    assertRefused(
        "expected a whole gzip file: Unexpected end of ZLIB input stream (" + file + ")", file);
  }

  @Test
  void recognisedCommandsOfAnScpAreDone() throws IOException {
    files.write("cmvn.mat", matrix());
    Path gzipped = files.write("cmvn.gz", TableFiles.gzip(matrix()));
    Path scp = scp("u1 cat cmvn.mat |\nu2 gunzip -c " + gzipped + " |\n");

    assertStats(read(scp), "u1");
    assertStats(read(scp), "u2");
  }

  @Test
  void otherCommandsOfAnScpAreRefused() throws IOException {
    assertRefused(
        "a command that is not recognised is not run: the program copy-matrix is not known;"
            + " --allow-commands runs it in a shell (copy-matrix a - |)",
        scp("u1 copy-matrix a - |\n"));
  }

  @Test
  void otherCommandsOfAnScpAreRunWhenThatIsAllowed() throws IOException {
    Path file = files.write("cmvn.mat", matrix());
    Path scp = scp("u1 cat < " + file + " |\n");

    assertStats(new CmvnTableReader(TableFiles.storage(), ALLOWED).read(scp.toString()), "u1");
  }

  @Test
  void rangesOfStatisticsAreRefused() throws IOException {
    assertRefused(
        "expected a file, a command or an archive and an offset, got a.ark:5[0:1]",
        scp("u1 a.ark:5[0:1]\n"));
  }

  private static void assertStats(CmvnTable table, String id) throws IOException {
    assertArrayEquals(VALUES, table.require(Utterance.ofRecording(id, id, id)).toMatrix());
  }

  private static void assertRefused(String message, Path file) {
    IOException e = assertThrows(IOException.class, () -> read(file));
    assertEquals(message, e.getMessage());
  }

  private static CmvnTable read(Path file) throws IOException {
    return new CmvnTableReader(TableFiles.storage()).read(file.toString());
  }

  private Path scp(String lines) throws IOException {
    return files.write("cmvn.scp", text(lines));
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text("u1 "));
    out.writeBytes(matrix());
    return out.toByteArray();
  }

  private static byte[] matrix() throws IOException {
    return TableFiles.bytes(Holder.DOUBLE_MATRIX, new DoubleMatrix(2, 3, VALUES));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
