package speechreps.extract;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import speechreps.dsp.CmvnStats;
import speechreps.kaldi.ArkEntry;
import speechreps.kaldi.ArkReader;
import speechreps.kaldi.DoubleMatrix;
import speechreps.kaldi.Holder;
import speechreps.kaldi.LineFault;
import speechreps.kaldi.Rxfilename;
import speechreps.kaldi.ScpLine;
import speechreps.kaldi.TextTable;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.storage.Storage;

/**
 * Reads CMVN statistics as Kaldi's {@code compute-cmvn-stats} writes them: an scp or an archive by
 * speaker or utterance, or one matrix for all.
 */
public final class CmvnTableReader {
  private static final int GZIP_MAGIC = 0x1f8b;

  private final Storage storage;
  private final Commands commands;

  /** A reader of files in the given storage, which runs no commands. */
  public CmvnTableReader(Storage storage) {
    this(storage, Commands.REFUSED);
  }

  /** The same, with other rules for commands than to run none; their folders are not looked at. */
  public CmvnTableReader(Storage storage, Commands commands) {
    this.storage = storage;
    this.commands = commands;
  }

  /**
   * Reads a file, which may be gzipped; what it is, its name ({@code .scp}) and its first bytes
   * tell.
   *
   * @throws IOException when it cannot be read or holds something else
   * @throws IllegalArgumentException when its matrices are no CMVN statistics
   */
  public CmvnTable read(String location) throws IOException {
    Source stored = storage.source(location);
    if (!isGzip(stored)) {
      return read(stored, location);
    }
    try {
      return read(new GzippedSource(stored), location.replaceFirst("\\.gz$", ""));
    } catch (ZipException | EOFException e) {
      throw GzippedSource.broken(FailureReason.BAD_FEATURES, location, e);
    }
  }

  private CmvnTable read(Source source, String name) throws IOException {
    if (name.endsWith(".scp")) {
      return readScp(source, name);
    }
    return isMatrix(source)
        ? new CmvnTable(
            Map.of(
                CmvnTable.GLOBAL_KEY, stats(PipedMatrixReader.read(source, Holder.DOUBLE_MATRIX))))
        : readArchive(source);
  }

  private CmvnTable readArchive(Source source) throws IOException {
    Map<String, CmvnStats> byKey = new HashMap<>();
    try (ArkReader<DoubleMatrix> archive = ArkReader.open(source, Holder.DOUBLE_MATRIX)) {
      for (ArkEntry<DoubleMatrix> entry = archive.next(); entry != null; entry = archive.next()) {
        byKey.put(entry.key(), stats(entry.value()));
      }
    }
    return new CmvnTable(byKey);
  }

  private CmvnTable readScp(Source source, String name) throws IOException {
    String folder = Storage.parent(name);
    PipedMatrixReader pipes =
        new PipedMatrixReader(
            storage, commands.withFolders(List.of(storage.workingDirectory(name), folder)));
    Map<String, CmvnStats> byKey = new HashMap<>();
    TextTable<ScpLine> lines = ScpLine.read(source);
    if (!lines.faults().isEmpty()) {
      LineFault fault = lines.faults().get(0);
      throw new IOException(fault.message() + " (" + source.location() + ":" + fault.line() + ")");
    }
    for (ScpLine line : lines.entries()) {
      byKey.put(line.key(), stats(readEntry(line.rxfilename(), folder, pipes)));
    }
    return new CmvnTable(byKey);
  }

  /** A relative path counts from the working directory, as for Kaldi, or else from the scp. */
  private DoubleMatrix readEntry(String rxfilename, String folder, PipedMatrixReader pipes)
      throws IOException {
    Rxfilename place = Rxfilename.parse(rxfilename);
    if (place instanceof Rxfilename.Offset offset) {
      return Holder.DOUBLE_MATRIX.readAt(
          storage.source(existing(offset.path(), folder)), offset.offset());
    }
    if (place instanceof Rxfilename.File file) {
      return Holder.DOUBLE_MATRIX.read(storage.source(existing(file.path(), folder)));
    }
    if (place instanceof Rxfilename.Command command) {
      return pipes.read(command, Holder.DOUBLE_MATRIX);
    }
    throw new IOException(
        "expected a file, a command or an archive and an offset, got " + rxfilename);
  }

  private String existing(String path, String folder) throws IOException {
    return storage.exists(path) ? path : Storage.resolve(folder, path);
  }

  /** A matrix begins with the mark of a binary object or a blank; an archive with a key. */
  private static boolean isMatrix(Source source) throws IOException {
    try (InputStream in = source.open()) {
      int first = in.read();
      return first == 0 || first == ' ' || first == '[';
    }
  }

  /** No key and no matrix begins with a control character such as gzip's first byte. */
  private static boolean isGzip(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return (in.read() << Byte.SIZE | in.read()) == GZIP_MAGIC;
    }
  }

  private static CmvnStats stats(DoubleMatrix matrix) {
    return CmvnStats.fromMatrix(matrix.numRows(), matrix.numCols(), matrix.values());
  }
}
