package speechreps.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.Keys;
import speechreps.kaldi.LineFault;
import speechreps.kaldi.TextLine;
import speechreps.kaldi.TextTable;
import speechreps.speech.Source;
import speechreps.storage.Storage;
import speechreps.storage.UnpackedSource;

/** A text file of a manifest, plain or gzipped. */
final class ManifestFile implements Source {
  private final Source stored;

  ManifestFile(Storage storage, String location) {
    this.stored = new UnpackedSource(storage.source(location));
  }

  @Override
  public String location() {
    return stored.location();
  }

  @Override
  public InputStream open() throws IOException {
    return stored.open();
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
}
