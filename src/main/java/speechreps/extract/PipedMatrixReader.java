package speechreps.extract;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipException;
import speechreps.kaldi.Holder;
import speechreps.kaldi.Rxfilename;
import speechreps.kaldi.pipe.PipePlan;
import speechreps.kaldi.pipe.PipePlan.DecodePlan;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

/**
 * Reads the matrix that a command of an scp writes. As in Kaldi no key stands before it, and what
 * follows it is ignored. Thread-safe.
 *
 * <p>Commands that pass a file on, decompressed or not, are recognised and not run; the others run
 * in a shell if that is allowed.
 */
final class PipedMatrixReader {
  private final RecordingLocator locator;
  private final Commands commands;

  PipedMatrixReader(Storage storage, Commands commands) {
    this.locator = new RecordingLocator(storage, commands);
    this.commands = commands;
  }

  /**
   * Reads a matrix.
   *
   * @throws UtteranceException when the command is not run, or fails, or its file is no whole gzip
   * @throws speechreps.kaldi.KaldiFormatException when what it writes is no matrix
   * @throws IOException when it cannot be read
   */
  <T> T read(Rxfilename.Command command, Holder<T> holder) throws IOException {
    return read(source(command), holder);
  }

  /**
   * Reads a matrix; of a gzipped file also what follows, since the checksum is at the end.
   *
   * @throws UtteranceException when a gzipped file is not whole
   */
  static <T> T read(Source source, Holder<T> holder) throws IOException {
    if (!(source instanceof GzippedSource)) {
      return holder.read(source);
    }
    try (InputStream in = source.open()) {
      T value = holder.read(in, source.location(), 0);
      in.transferTo(OutputStream.nullOutputStream());
      return value;
    } catch (ZipException | EOFException e) {
      throw GzippedSource.broken(FailureReason.BAD_FEATURES, source.location(), e);
    }
  }

  private Source source(Rxfilename.Command command) throws IOException {
    boolean audio = PipePlan.of(command) instanceof DecodePlan plan && plan.decodes();
    if (!audio) {
      return locator.locate(command.text()).source();
    }
    if (!commands.allowed()) {
      throw new UtteranceException(
          FailureReason.COMMAND_REFUSED,
          command.text(),
          "expected a command that writes a matrix, got one that decodes audio;"
              + " --allow-commands runs it in a shell");
    }
    return new ShellCommand(command.command(), command.text(), commands);
  }
}
