package speechreps.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.Keys;
import speechreps.kaldi.LineFault;
import speechreps.kaldi.TextLine;
import speechreps.kaldi.TextTable;
import speechreps.speech.Source;
import speechreps.storage.Storage;

/**
 * A text file of a manifest. A gzipped one is unpacked; that is told by its first bytes, not by its
 * name.
 */
final class ManifestFile implements Source {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Source stored;

  ManifestFile(Storage storage, String location) {
    this.stored = storage.source(location);
  }

  @Override
  public String location() {
    return stored.location();
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(stored.open(), BUFFER_BYTES);
    try {
      return isGzip(in) ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** A way to read a text file of one entry a line. */
  @FunctionalInterface
  interface TableReader<T> {
    TextTable<T> read(Source source) throws IOException;
  }

  /** Reads the whole file; a bad line is a fault of the table. */
  <T> TextTable<T> read(TableReader<T> reader) throws IOException {
    try {
      return reader.read(this);
    } catch (EOFException | ZipException e) {
      throw new IOException(
          "the gzipped manifest is corrupt: " + e.getMessage() + " (" + location() + ")", e);
    }
  }

  /** The file's name, without its folder. */
  String name() {
    return Storage.name(location());
  }

  /** Name and line, {@code wav.scp:12}. */
  String origin(int line) {
    return name() + ":" + line;
  }

  /** What a bad line means where each line is an utterance. */
  ManifestProblem problem(LineFault fault) {
    if (fault.isEmptyLine()) {
      return ManifestProblem.skipped(origin(fault.line()), fault.message());
    }
    String shown = fault.text().replaceAll("\\p{Cntrl}", "?");
    return ManifestProblem.failed(
        key(fault), origin(fault.line()), fault.message() + ": \"" + shown + "\"");
  }

  /** The key of a bad line, when it has a good one. */
  private static @Nullable String key(LineFault fault) {
    String key = new TextLine(fault.line(), fault.text()).key();
    return Keys.fault(key) == null && key.indexOf('\uFFFD') < 0 ? key : null;
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }
}
