package speechreps.sink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import speechreps.kaldi.ArkWriter;
import speechreps.kaldi.DoubleMatrix;
import speechreps.kaldi.Holder;
import speechreps.kaldi.ScpLine;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/**
 * Writes CMVN statistics as Kaldi's {@code compute-cmvn-stats} does: an archive of double matrices
 * with its scp. Both become visible on {@link #commit}. Not thread-safe.
 */
public final class CmvnWriter implements AutoCloseable {
  /** The archive below the output folder. */
  public static final String ARCHIVE = "cmvn.ark";

  /** Its index. */
  public static final String SCP = "cmvn.scp";

  /** Statistics of the whole corpus, one float matrix. */
  public static final String GLOBAL = "global_cmvn.stats";

  private final PendingFile archiveFile;
  private final PendingFile scpFile;
  private final OutputStream scp;
  private final ArkWriter<DoubleMatrix> archive;
  private final String archiveName;

  private CmvnWriter(PendingFile archiveFile, PendingFile scpFile, String archiveName) {
    this.archiveFile = archiveFile;
    this.scpFile = scpFile;
    this.archiveName = archiveName;
    this.scp = new BufferedOutputStream(scpFile.stream());
    this.archive = ArkWriter.binary(archiveFile.stream(), Holder.DOUBLE_MATRIX);
  }

  /**
   * Opens both files in a folder.
   *
   * @param namedFolder the folder as the scp shall name it
   */
  public static CmvnWriter create(Storage storage, String folder, String namedFolder)
      throws IOException {
    PendingFile archive = storage.create(Storage.resolve(folder, ARCHIVE));
    try {
      PendingFile scp = storage.create(Storage.resolve(folder, SCP));
      return new CmvnWriter(archive, scp, Storage.resolve(namedFolder, ARCHIVE));
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /**
   * Writes the statistics of a whole corpus as one matrix, in single precision like Kaldi.
   *
   * @param values {@code [numRows × numCols]}
   */
  public static void writeGlobal(
      Storage storage, String folder, int numRows, int numCols, double[] values)
      throws IOException {
    try (PendingFile file = storage.create(Storage.resolve(folder, GLOBAL))) {
      DoubleMatrix matrix = new DoubleMatrix(numRows, numCols, values);
      Holder.FEATURE_MATRIX.write(file.stream(), matrix.toFeatureMatrix());
      file.commit();
    }
  }

  /**
   * Adds the statistics of one speaker or utterance; keys must come in byte order.
   *
   * @param values {@code [numRows × numCols]}
   */
  public void append(String key, int numRows, int numCols, double[] values) throws IOException {
    long offset = archive.write(key, new DoubleMatrix(numRows, numCols, values));
    scp.write(
        (ScpLine.ofArchive(key, archiveName, offset) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Makes both files visible. */
  public void commit() throws IOException {
    scp.flush();
    archiveFile.commit();
    scpFile.commit();
  }

  @Override
  public void close() throws IOException {
    try (archiveFile) {
      scpFile.close();
    }
  }
}
