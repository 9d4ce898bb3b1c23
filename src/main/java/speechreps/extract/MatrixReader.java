package speechreps.extract;

import java.io.IOException;
import speechreps.kaldi.Holder;
import speechreps.kaldi.KaldiFormatException;
import speechreps.kaldi.Rxfilename;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

/** Reads what the entries of a {@code feats.scp} name, ranges included. Thread-safe. */
final class MatrixReader {
  private final Storage storage;
  private final PipedMatrixReader pipes;

  MatrixReader(Storage storage, Commands commands) {
    this.storage = storage;
    this.pipes = new PipedMatrixReader(storage, commands);
  }

  /**
   * Reads a matrix.
   *
   * @throws UtteranceException when it is corrupt, or its location is a command that is not run or
   *     fails
   * @throws IOException when it cannot be read
   */
  FeatureMatrix read(String location) throws IOException {
    try {
      return read(Rxfilename.parse(location), location);
    } catch (IllegalArgumentException | KaldiFormatException e) {
      throw new UtteranceException(
          FailureReason.BAD_FEATURES, location, String.valueOf(e.getMessage()), e);
    }
  }

  private FeatureMatrix read(Rxfilename place, String location) throws IOException {
    if (place instanceof Rxfilename.Range range) {
      return range.range().of(read(range.inner(), location), location);
    }
    if (place instanceof Rxfilename.Offset offset) {
      return Holder.FEATURE_MATRIX.readAt(storage.source(offset.path()), offset.offset());
    }
    if (place instanceof Rxfilename.Command command) {
      return pipes.read(command, Holder.FEATURE_MATRIX);
    }
    return Holder.FEATURE_MATRIX.read(storage.source(((Rxfilename.File) place).path()));
  }
}
